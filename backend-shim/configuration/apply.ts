/** Stores a provisioned configuration as rows (new, changed, deleted), all or nothing, in one transaction. */
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import { mapChunked, withPauses } from '#domain/stretches';
import type { UserWire } from '#contract/people/user';
import type { StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { writeAudit } from '../store/access/audit.ts';
import type { AuditEntry } from '../store/access/audit.ts';
import { breatheIn } from '../store/concurrency/in-portions.ts';
import { saveConfigRows } from '../store/configuration/objects.ts';
import { lastRotaVersions } from '../store/configuration/rota-versions.ts';
import { writeEvents } from '../store/events.ts';
import type { ConfigTable } from '../store/schema/settings.ts';
import type { Work } from '../store/work.ts';
import { goneFrom } from './files/deletions.ts';
import { keepRotaVersions } from './history.ts';
import { MAINTENANCE_ORDER, orderOfFiles } from '../store/configuration/maintenance-order.ts';
import { bumpRevision } from '../store/revision.ts';
import { keyOf, WITHOUT_ID } from './objects.ts';
import { keepPastAbsence } from './past-absences.ts';
import { noteDisabling } from './people/disabled.ts';
import { removeObjects } from './remove.ts';
import type { RemoveDeps } from './remove.ts';
import { auditStates } from './labour/audit-states.ts';
import { openBody, sealBody } from './secrets.ts';
import { standIn } from './stored/broken.ts';
import type { StoredConfiguration } from './stored/read.ts';

export interface AppliedChanges {
  created: number;
  changed: number;
  deleted: number;
}

type ExistingObject = Pick<StoredObject, 'kind' | 'id' | 'origin' | 'version' | 'createdAt'> & {
  /** null: it cannot be read. */
  body: unknown;
};

/** The actor of changes that files make. */
const FILES = 'files';

/** @param stored what this transaction has read, and nobody else changes meanwhile */
export async function applyFiles(
  work: Work,
  config: Config,
  deps: RemoveDeps,
  { objects, broken }: StoredConfiguration,
): Promise<AppliedChanges> {
  const { vault } = deps;
  const keyed = (object: ExistingObject): [string, ExistingObject] => [`${object.kind}/${object.id}`, object];
  const readable = new Map(objects.map((object) => [`${object.kind}/${object.id}`, object]));
  const existing = new Map([
    ...objects.map(keyed),
    ...broken.map(({ remains: _, why: _why, ...object }) => keyed({ ...object, body: null })),
  ]);
  const versions = await lastRotaVersions(
    work,
    config.rotas.map((rota) => rota.id),
  );
  const breathe = breatheIn(work.tx);
  const changed: ConfigTable[] = [];
  for (const [kind, body] of CONFIG_KINDS.flatMap((one) => config[one].map((stated) => [one, stated] as const))) {
    const row = wantedRow(work, kind, body, existing, versions, vault);
    changed.push(...(row === null ? [] : [row]));
    await breathe();
  }
  for (const row of changed) {
    await breathe();
    await keepPast(work, deps, objects, readable.get(`${row.kind}/${row.id}`) ?? null, row);
  }
  await saveConfigRows(work, changed);
  await keepRotaVersions(work, changed, versions, { actor: null, holdsFrom: null });
  const isGone = goneFrom(config);
  const gone = [...existing.values()].filter(isGone);
  await removeObjects(work, deps, objects, [...objects, ...broken.map(standIn)].filter(isGone), null);
  await keepOrder(work, config, objects);
  await tell(work, changed, gone, existing, vault);
  const created = changed.filter((row) => !existing.has(`${row.kind}/${row.id}`)).length;
  return { created, changed: changed.length - created, deleted: gone.length };
}

/** The order of maintenances is that of the files: the first one decides. */
async function keepOrder(work: Work, { maintenances }: Config, objects: readonly StoredObject[]): Promise<void> {
  const { kind, id } = MAINTENANCE_ORDER;
  const before = objects.find((object) => object.kind === kind && object.id === id);
  const [was, ids] = [orderOfFiles(objects), maintenances.map((one) => one.id)];
  if (JSON.stringify(was) === JSON.stringify(ids)) {
    return;
  }
  await saveConfigRows(work, [
    {
      kind,
      id,
      body: JSON.stringify({ ids }),
      origin: 'api',
      version: (before?.version ?? 0) + 1,
      created_at: before?.createdAt ?? work.now,
      updated_at: work.now,
    },
  ]);
  await bumpRevision(work);
  const kept = (list: readonly string[], other: readonly string[]) => list.filter((one) => other.includes(one));
  if (kept(was, ids).join() !== kept(ids, was).join()) {
    await writeAudit(work, [
      {
        actor: FILES,
        action: 'change',
        subject: 'maintenances',
        kind: 'maintenances',
        before: { order: was },
        after: { order: ids },
      },
    ]);
  }
}

/** Keeps what rotas have used of an absence or of a disabled person before the file changed it. */
async function keepPast(
  work: Work,
  deps: RemoveDeps,
  objects: readonly StoredObject[],
  before: StoredObject | null,
  { kind, id, body }: ConfigTable,
): Promise<void> {
  await keepPastAbsence(work, deps, objects, before);
  if (kind === 'users') {
    const { disabled } = JSON.parse(body) as UserWire;
    await noteDisabling(work, deps.vault, objects, { login: id, is: disabled });
  }
}

/** null: the file says what is already there. */
function wantedRow(
  work: Work,
  kind: ConfigKind,
  given: unknown,
  existing: ReadonlyMap<string, ExistingObject>,
  versions: ReadonlyMap<string, number>,
  vault: Vault,
): ConfigTable | null {
  const id = keyOf(kind, given);
  const body = WITHOUT_ID.has(kind) ? { ...(given as object), id } : given;
  const before = existing.get(`${kind}/${id}`);
  const isReadable = before !== undefined && before.body !== null;
  if (isReadable && before.origin === 'file' && JSON.stringify(before.body) === JSON.stringify(body)) {
    return null;
  }
  const last = kind === 'rotas' ? versions.get(id) : undefined;
  return {
    kind,
    id,
    body: JSON.stringify(sealBody(kind, body, vault)),
    origin: 'file',
    version: Math.max(before?.version ?? 0, last ?? 0) + 1,
    created_at: before?.createdAt ?? work.now,
    updated_at: work.now,
  };
}

async function tell(
  work: Work,
  changed: readonly ConfigTable[],
  gone: readonly ExistingObject[],
  existing: ReadonlyMap<string, ExistingObject>,
  vault: Vault,
): Promise<void> {
  const beforeOf = (row: Pick<ConfigTable, 'kind' | 'id'>) => existing.get(`${row.kind}/${row.id}`)?.body ?? null;
  const audited = (row: ConfigTable): AuditEntry => {
    const before = beforeOf(row);
    const after = openBody(row.kind, JSON.parse(row.body), vault);
    return {
      actor: FILES,
      action: before === null ? 'create' : 'change',
      subject: row.id,
      ...auditStates(row.kind, before, after),
    };
  };
  const written = await withPauses(mapChunked(changed, audited), breatheIn(work.tx));
  const removed = gone.map((row): AuditEntry => ({
    actor: FILES,
    action: 'delete',
    subject: row.id,
    ...auditStates(row.kind, beforeOf(row), null),
  }));
  await writeAudit(work, [...written, ...removed]);
  await writeEvents(
    work,
    'rota',
    [...changed, ...gone].filter((row) => row.kind === 'rotas').map((row) => row.id),
  );
}
