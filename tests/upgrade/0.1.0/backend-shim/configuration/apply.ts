/** A provisioned configuration becomes rows: new, changed, gone. All or nothing, in one transaction. */
import { absenceId } from '#contract/absence';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { Vault } from '../ports/vault.ts';
import { writeAudit } from '../store/access/audit.ts';
import type { AuditEntry } from '../store/access/audit.ts';
import { writeEvents } from '../store/events.ts';
import { lockConfiguration } from '../store/key-locks.ts';
import { upsertRows } from '../store/query.ts';
import type { ConfigTable } from '../store/schema/settings.ts';
import type { Work } from '../store/work.ts';
import { keepRotaVersions, lastVersions } from './history.ts';
import { idOf, objectOf } from './objects.ts';
import { keepPastAbsence } from './past-absences.ts';
import { removeObject } from './remove.ts';
import type { RemoveDeps } from './remove.ts';
import { hideSecrets, openBody, sealBody } from './secrets.ts';

export interface Applied {
  created: number;
  changed: number;
  deleted: number;
}

interface Existing {
  row: ConfigTable;
  body: unknown;
  plain: string;
}

/** Who changes what files state. */
const FILES = 'files';

export async function applyFiles(work: Work, config: Config, deps: RemoveDeps): Promise<Applied> {
  const { vault } = deps;
  await lockConfiguration(work);
  const rows = await work.tx.selectFrom('config').selectAll().execute();
  const existing = new Map(rows.map((row): [string, Existing] => [`${row.kind}/${row.id}`, existingOf(row, vault)]));
  const versions = await lastVersions(work, config.rotas.map((rota) => rota.id));
  const wanted = CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => wantedRow(work, kind, body, existing, versions, vault)));
  const changed = wanted.filter((row) => row !== null);
  const objects = rows.map((row) => objectOf(row, vault));
  const before = new Map(objects.map((object) => [`${object.kind}/${object.id}`, object]));
  for (const row of changed) {
    await keepPastAbsence(work, deps, objects, before.get(`${row.kind}/${row.id}`) ?? null);
  }
  await upsertRows(work.tx, work.cap, 'config', ['kind', 'id'], changed);
  await keepRotaVersions(work, changed, versions, { actor: null, holdsFrom: null });
  const named = new Set(CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => `${kind}/${keyOf(kind, body)}`)));
  const gone = rows.filter((row) => row.origin === 'file' && !named.has(`${row.kind}/${row.id}`));
  for (const row of gone) {
    await removeObject(work, deps, objects, objectOf(row, vault), null);
  }
  await tell(work, changed, gone, existing, vault);
  const created = changed.filter((row) => !existing.has(`${row.kind}/${row.id}`)).length;
  return { created, changed: changed.length - created, deleted: gone.length };
}

function existingOf(row: ConfigTable, vault: Vault): Existing {
  const body = openBody(row.kind, JSON.parse(row.body), vault);
  return { row, body, plain: JSON.stringify(body) };
}

function keyOf(kind: ConfigKind, body: unknown): string {
  return kind === 'absences' ? absenceId(body as Config['absences'][number]) : idOf(kind, body as { id?: string; login?: string });
}

/** null: the file says what is already there. */
function wantedRow(
  work: Work, kind: ConfigKind, given: unknown, existing: ReadonlyMap<string, Existing>, versions: ReadonlyMap<string, number>, vault: Vault,
): ConfigTable | null {
  const id = keyOf(kind, given);
  const body = kind === 'absences' ? { ...(given as object), id } : given;
  const before = existing.get(`${kind}/${id}`);
  if (before?.row.origin === 'file' && before.plain === JSON.stringify(body)) {
    return null;
  }
  const last = kind === 'rotas' ? versions.get(id) : undefined;
  return {
    kind,
    id,
    body: JSON.stringify(sealBody(kind, body, vault)),
    origin: 'file',
    version: Math.max(before?.row.version ?? 0, last ?? 0) + 1,
    created_at: before?.row.created_at ?? work.now,
    updated_at: work.now,
  };
}

async function tell(work: Work, changed: readonly ConfigTable[], gone: readonly ConfigTable[], existing: ReadonlyMap<string, Existing>, vault: Vault): Promise<void> {
  const beforeOf = (row: ConfigTable) => hideSecrets(row.kind, existing.get(`${row.kind}/${row.id}`)?.body ?? null);
  const written = changed.map((row): AuditEntry => {
    const before = beforeOf(row);
    const after = hideSecrets(row.kind, openBody(row.kind, JSON.parse(row.body), vault));
    return { actor: FILES, action: before === null ? 'create' : 'change', kind: row.kind, subject: row.id, before, after };
  });
  const removed = gone.map((row): AuditEntry => ({ actor: FILES, action: 'delete', kind: row.kind, subject: row.id, before: beforeOf(row), after: null }));
  await writeAudit(work, [...written, ...removed]);
  await writeEvents(work, 'rota', [...changed, ...gone].filter((row) => row.kind === 'rotas').map((row) => row.id));
}
