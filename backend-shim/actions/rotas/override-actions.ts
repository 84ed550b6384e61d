/**
 * Saves overrides of a rota and take-overs of shifts, each in one transaction; a change is in force when the action
 * resolves.
 */
import type { EditDeps } from '../../configuration/edit.ts';
import type {
  OverrideToSave,
  OverrideChangeRequest,
  OverrideDeletion,
  RefusedChange,
  StoredOverride,
} from '../../ports/configuration.ts';
import { saving } from '../context.ts';
import type { ActionContext } from '../context.ts';
import { changedOverride, takenOver } from '../../labour/duty-change.ts';
import { withReason } from '../labour/exceptional.ts';
import type { StatedReason } from '../labour/exceptional.ts';
import { createOverride, deleteOverride, replaceOverride } from './overrides.ts';
import { takeOverShift } from './take-over.ts';
import type { TakeOverRequest } from './take-over.ts';

type OverrideResult = { ok: true; override: StoredOverride } | RefusedChange;

/** Why the duty is told so late; null: nothing is said. */
type Exceptional = Pick<StatedReason, 'exceptional'>;

export interface OverrideActions {
  create(request: OverrideToSave & Exceptional): Promise<OverrideResult>;
  replace(request: OverrideChangeRequest & Exceptional): Promise<OverrideResult>;
  remove(request: OverrideDeletion): Promise<{ ok: true } | RefusedChange>;
  takeOver(request: TakeOverRequest & Exceptional): Promise<OverrideResult>;
}

export function createOverrideActions(
  { transact, reload }: Pick<ActionContext, 'transact' | 'reload'>,
  edits: EditDeps,
): OverrideActions {
  const save = saving(transact, reload);
  return {
    create: ({ exceptional, ...request }) => {
      const { rota, body, actor } = request;
      return save((work) =>
        withReason(
          work,
          changedOverride(work.directory, rota, body, { actor, now: work.now }),
          { exceptional, actor },
          () => createOverride(work, edits, request),
        ),
      );
    },
    replace: ({ exceptional, ...request }) => {
      const { rota, id, body, actor } = request;
      return save((work) =>
        withReason(
          work,
          changedOverride(work.directory, rota, { ...body, id }, { actor, now: work.now }),
          { exceptional, actor },
          () => replaceOverride(work, edits, request),
        ),
      );
    },
    remove: (request) => save((work) => deleteOverride(work, edits, request)),
    takeOver: ({ exceptional, ...request }) =>
      save((work) =>
        withReason(work, takenOver(work.directory, request, work.now), { exceptional, actor: request.actor }, () =>
          takeOverShift(work, edits, request),
        ),
      ),
  };
}
