/** One object of the configuration (rota, policy, integration, team …) created, replaced or deleted, in force when it resolves. */
import { createObject, deleteObject, replaceObject } from '../configuration/edit.ts';
import type { EditDeps } from '../configuration/edit.ts';
import type { EditRequest, EditResult, RefusedChange, WriteRequest } from '../ports/configuration.ts';
import { thenReload } from './context.ts';
import type { ActionContext } from './context.ts';

export interface ObjectActions {
  create(request: WriteRequest): Promise<EditResult>;
  replace(request: WriteRequest): Promise<EditResult>;
  remove(request: EditRequest): Promise<{ ok: true } | RefusedChange>;
}

export function createObjectActions(
  context: Pick<ActionContext, 'transact' | 'reload'>,
  edits: EditDeps,
): ObjectActions {
  const { transact } = context;
  return {
    create: (request) =>
      thenReload(
        context,
        transact((work) => createObject(work, edits, request)),
      ),
    replace: (request) =>
      thenReload(
        context,
        transact((work) => replaceObject(work, edits, request)),
      ),
    remove: (request) =>
      thenReload(
        context,
        transact((work) => deleteObject(work, edits, request)),
      ),
  };
}
