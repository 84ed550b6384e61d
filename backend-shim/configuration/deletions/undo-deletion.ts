/**
 * Undoes a deletion within seconds: the object and the rows beside it are as they were, with the same id and version.
 * Runs in the caller's transaction.
 */
import { RESOURCES } from '#contract/resources';
import type { RestorableName } from '#contract/deletion';
import type { BesideOverride, RefusedChange, StoredObject, UndoDeletionRequest } from '../../ports/configuration.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import { forgetDeletion, readDeletion } from '../../store/configuration/deletions.ts';
import type { Deletion } from '../../store/configuration/deletions.ts';
import { deleteConfigRow, readConfigRows, saveConfigRows } from '../../store/configuration/objects.ts';
import { forgetRotaDeletion } from '../../store/configuration/rota-versions.ts';
import { writeEvents } from '../../store/events.ts';
import { bumpRevision } from '../../store/revision.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import type { Work } from '../../store/work.ts';
import type { EditDeps } from '../edit.ts';
import { refusalOf, refuse, rotasTouched } from '../edit.ts';
import { auditStates } from '../labour/audit-states.ts';
import { beyondLimit } from '../limits.ts';
import { withBrokenObjects } from '../stored/broken.ts';
import { storedOf } from '../stored/read.ts';
import { UNDO_WITHIN } from './keep-deletion.ts';

interface ObjectKey {
  kind: string;
  id: string;
}

export async function undoDeletion(
  work: Work,
  deps: EditDeps,
  { resource, id, actor }: UndoDeletionRequest,
): Promise<{ ok: true } | RefusedChange> {
  await lockConfiguration(work);
  const key = { kind: kindOf(resource), id };
  const [deletion, rows] = [await readDeletion(work.tx, key), await readConfigRows(work.tx)];
  const refused = withoutUndo(deletion, rows, key, work.now);
  if (deletion === null || refused !== null) {
    return refused ?? TOO_LATE;
  }
  const found = restorable(work, deps, { key, deletion, rows });
  if ('ok' in found) {
    return found;
  }
  for (const added of deletion.added) {
    await deleteConfigRow(work, added.kind, added.id);
  }
  await saveConfigRows(work, deletion.before);
  if (key.kind === 'rotas') {
    await forgetRotaDeletion(work, id, deletion.at);
  }
  await forgetDeletion(work, key);
  await bumpRevision(work);
  const { restored } = found;
  await writeAudit(work, [{ actor, action: 'restore', subject: id, ...statesOf(key.kind, restored) }]);
  await writeEvents(work, 'rota', restored === null ? [] : touched(work, restored));
  return { ok: true };
}

function touched(work: Work, object: StoredObject): string[] {
  return object.kind === 'overrides' ? [(object.body as BesideOverride).rota] : rotasTouched(work, object);
}

function kindOf(resource: RestorableName): string {
  return resource === 'overrides' ? resource : RESOURCES[resource].kind;
}

const TOO_LATE = refuse('conflict', 'This deletion can no longer be undone: create the object again.', {
  reason: 'deletion-is-final',
});

function withoutUndo(
  deletion: Deletion | null,
  rows: readonly ConfigTable[],
  { kind, id }: ObjectKey,
  now: number,
): RefusedChange | null {
  const isThere = rows.some((row) => row.kind === kind && row.id === id);
  // Somebody may have undone it already, or created another object under this id.
  return deletion === null || isThere || now - deletion.at > UNDO_WITHIN ? TOO_LATE : null;
}

interface RestoredState {
  key: ObjectKey;
  deletion: Deletion;
  rows: readonly ConfigTable[];
}

/** The object as it will be; null for one that cannot be read, which nothing checks. Refused if it no longer fits. */
function restorable(
  work: Work,
  deps: EditDeps,
  { key, deletion: { before, added }, rows }: RestoredState,
): { restored: StoredObject | null } | RefusedChange {
  const isOne = (of: readonly ObjectKey[], { kind, id }: ObjectKey) =>
    of.some((one) => one.kind === kind && one.id === id);
  const untouched = rows.filter((row) => !isOne(added, row) && !isOne(before, row));
  const { objects, broken } = storedOf([...untouched, ...before], deps.vault);
  const isIt = ({ kind, id }: ObjectKey) => kind === key.kind && id === key.id;
  const restored = objects.find(isIt) ?? null;
  if (restored?.kind === 'overrides') {
    const { rota } = restored.body as BesideOverride;
    return objects.some(({ kind, id }) => kind === 'rotas' && id === rota) ? { restored } : TOO_LATE;
  }
  if (restored === null) {
    return { restored };
  }
  const others = objects.filter((object) => object !== restored);
  const known = { ...deps, world: withBrokenObjects(deps.world, broken) };
  const refused = beyondLimit(deps, others, null, restored, work.now) ?? refusalOf(known, others, restored, work.now);
  return refused ?? { restored };
}

function statesOf(kind: string, restored: StoredObject | null) {
  return kind === 'overrides'
    ? { kind, before: null, after: (restored?.body as { override?: unknown } | undefined)?.override ?? null }
    : auditStates(kind, null, restored?.body ?? null);
}
