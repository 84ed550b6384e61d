/** Who HR of a unit is: said by Admins, who read nothing else of what the unit rules and pays. */
import { changeFields } from '../../configuration/edit.ts';
import type { EditDeps } from '../../configuration/edit.ts';
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
    setHr: ({ hr, ...change }) => save((work) => changeFields(work, edits, { ...change, resource: 'units' }, { hr })),
  };
}
