/**
 * Creates, replaces, deletes or restores one object of the configuration (rota, policy, integration, team …). The change is in
 * force when the action resolves.
 */
import { undoDeletion } from '../configuration/deletions/undo-deletion.ts';
import { createObject, deleteObject, replaceObject } from '../configuration/edit.ts';
import type { EditDeps } from '../configuration/edit.ts';
import type {
  EditRequest,
  EditResult,
  RefusedChange,
  UndoDeletionRequest,
  WriteRequest,
} from '../ports/configuration.ts';
import { saving } from './context.ts';
import type { ActionContext } from './context.ts';

export interface ObjectActions {
  create(request: WriteRequest): Promise<EditResult>;
  replace(request: WriteRequest): Promise<EditResult>;
  remove(request: EditRequest): Promise<{ ok: true } | RefusedChange>;
  /** Takes back a deletion of a few seconds ago. */
  undoDeletion(request: UndoDeletionRequest): Promise<{ ok: true } | RefusedChange>;
}

export function createObjectActions(
  { transact, reload }: Pick<ActionContext, 'transact' | 'reload'>,
  edits: EditDeps,
): ObjectActions {
  const save = saving(transact, reload);
  return {
    create: (request) => save((work) => createObject(work, edits, request)),
    replace: (request) => save((work) => replaceObject(work, edits, request)),
    remove: (request) => save((work) => deleteObject(work, edits, request)),
    undoDeletion: (request) => save((work) => undoDeletion(work, edits, request)),
  };
}
