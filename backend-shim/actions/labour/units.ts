/** Who HR of a unit is: said by Admins, who read nothing else of what the unit rules and pays. */
import type { UnitWire } from '#contract/labour/unit';
import { findEditable, replaceObject } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
import { readStored } from '../../configuration/stored/read.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import type { EditRequest, EditResult } from '../../ports/configuration.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';

export interface HrChange extends Omit<EditRequest, 'resource'> {
  hr: string[];
}

export interface UnitActions {
  setHr(change: HrChange): Promise<EditResult>;
}

export function createUnitActions(
  { transact, reload }: Pick<ActionContext, 'transact' | 'reload'>,
  edits: EditDeps,
): UnitActions {
  const save = saving(transact, reload);
  return {
    setHr: ({ hr, ...change }) =>
      save(async (work) => {
        const request: EditRequest = { ...change, resource: 'units' };
        await lockConfiguration(work);
        const { objects } = await readStored(work.tx, edits.vault);
        const unit = findEditable(objects, request);
        if ('ok' in unit) {
          return unit;
        }
        const body: UnitWire = { ...(unit.body as UnitWire), hr };
        return replaceObject(work, edits, { ...request, body, holdsFrom: null });
      }),
  };
}
