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
import type { RotaWire } from '#contract/rotas/rota';
import type { Directory } from '../ports/directory.ts';
import type { PreviewPort } from '../ports/previews.ts';
import { saving } from './context.ts';
import { changedRota } from '../labour/duty-change.ts';
import type { OnCallChange } from '../labour/duty-change.ts';
import { withReason } from './labour/exceptional.ts';
import type { ActionContext } from './context.ts';

export interface ObjectActions {
  /** @param exceptional why duty is told so late, on a rota that a unit lists already */
  create(request: WriteRequest, exceptional?: string | null): Promise<EditResult>;
  /** @param exceptional why duty is told so late */
  replace(request: WriteRequest, exceptional?: string | null): Promise<EditResult>;
  remove(request: EditRequest): Promise<{ ok: true } | RefusedChange>;
  /** Takes back a deletion of a few seconds ago. */
  undoDeletion(request: UndoDeletionRequest): Promise<{ ok: true } | RefusedChange>;
}

export function createObjectActions(
  { transact, reload, clock, directory }: Pick<ActionContext, 'transact' | 'reload' | 'clock' | 'directory'>,
  edits: EditDeps,
  previews: Pick<PreviewPort, 'draftRota'>,
): ObjectActions {
  const save = saving(transact, reload);
  const saveDuty = async (write: typeof replaceObject, request: WriteRequest, exceptional: string | null) => {
    const change = await changeOfDuty(previews, directory(), request, await clock.now());
    return save((work) =>
      withReason(work, change, { exceptional, actor: request.actor }, () => write(work, edits, request)),
    );
  };
  return {
    create: (request, exceptional = null) => saveDuty(createObject, request, exceptional),
    replace: (request, exceptional = null) => saveDuty(replaceObject, request, exceptional),
    remove: (request) => save((work) => deleteObject(work, edits, request)),
    undoDeletion: (request) => save((work) => undoDeletion(work, edits, request)),
  };
}

/** null: it changes nobody's duty that counts in a unit, or will be refused. */
async function changeOfDuty(
  previews: Pick<PreviewPort, 'draftRota'>,
  directory: Directory,
  { resource, id, body, holdsFrom }: WriteRequest,
  now: number,
): Promise<OnCallChange | null> {
  const isListed = [...directory.units.values()].some(({ duties }) => duties.some(({ rota }) => rota === id));
  if (resource !== 'rotas' || !isListed) {
    return null;
  }
  const drafted = await previews.draftRota(body as RotaWire, now, holdsFrom);
  return drafted.ok ? changedRota(directory, id, drafted.draft.after, drafted.facts) : null;
}
