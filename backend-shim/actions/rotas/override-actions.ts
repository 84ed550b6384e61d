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
import { createOverride, deleteOverride, replaceOverride } from './overrides.ts';
import { takeOverShift } from './take-over.ts';
import type { TakeOverRequest } from './take-over.ts';

type OverrideResult = { ok: true; override: StoredOverride } | RefusedChange;

export interface OverrideActions {
  create(request: OverrideToSave): Promise<OverrideResult>;
  replace(request: OverrideChangeRequest): Promise<OverrideResult>;
  remove(request: OverrideDeletion): Promise<{ ok: true } | RefusedChange>;
  takeOver(request: TakeOverRequest): Promise<OverrideResult>;
}

export function createOverrideActions(
  { transact, reload }: Pick<ActionContext, 'transact' | 'reload'>,
  edits: EditDeps,
): OverrideActions {
  const save = saving(transact, reload);
  return {
    create: (request) => save((work) => createOverride(work, edits, request)),
    replace: (request) => save((work) => replaceOverride(work, edits, request)),
    remove: (request) => save((work) => deleteOverride(work, edits, request)),
    takeOver: (request) => save((work) => takeOverShift(work, edits, request)),
  };
}
