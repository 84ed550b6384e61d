/** A provisioned configuration becomes rows: new, changed, gone. All or nothing, in one transaction. */
import { absenceId } from '#contract/absence';
import { CONFIG_KINDS } from '#contract/config';
import type { Config, ConfigKind } from '#contract/config';
import type { Vault } from '../ports/vault.ts';
import { lockConfiguration } from '../store/key-locks.ts';
import { insertRows, run, upsertRows } from '../store/query.ts';
import type { ConfigTable } from '../store/schema.ts';
import type { Work } from '../store/work.ts';
import { idOf } from './objects.ts';
import { openBody, sealBody } from './secrets.ts';

export interface Applied {
  created: number;
  changed: number;
  deleted: number;
}

interface Existing {
  row: ConfigTable;
  plain: string;
}

export async function applyFiles(work: Work, config: Config, vault: Vault): Promise<Applied> {
  await lockConfiguration(work);
  const rows = await work.tx.selectFrom('config').selectAll().execute();
  const existing = new Map(rows.map((row): [string, Existing] => [`${row.kind}/${row.id}`, { row, plain: JSON.stringify(openBody(row.kind, JSON.parse(row.body), vault)) }]));
  const wanted = CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => wantedRow(work, kind, body, existing, vault)));
  const changed = wanted.filter((row) => row !== null);
  await upsertRows(work.tx, work.cap, 'config', ['kind', 'id'], changed);
  await keepRotaVersions(work, changed, existing);
  const named = new Set(CONFIG_KINDS.flatMap((kind) => config[kind].map((body) => `${kind}/${keyOf(kind, body)}`)));
  const gone = rows.filter((row) => row.origin === 'file' && !named.has(`${row.kind}/${row.id}`));
  await removeRows(work, gone);
  const created = changed.filter((row) => row.version === 1).length;
  return { created, changed: changed.length - created, deleted: gone.length };
}

function keyOf(kind: ConfigKind, body: unknown): string {
  return kind === 'absences' ? absenceId(body as Config['absences'][number]) : idOf(kind, body as { id?: string; login?: string });
}

/** null: the file says what is already there. */
function wantedRow(work: Work, kind: ConfigKind, given: unknown, existing: ReadonlyMap<string, Existing>, vault: Vault): ConfigTable | null {
  const id = keyOf(kind, given);
  const body = kind === 'absences' ? { ...(given as object), id } : given;
  const before = existing.get(`${kind}/${id}`);
  if (before?.row.origin === 'file' && before.plain === JSON.stringify(body)) {
    return null;
  }
  return {
    kind,
    id,
    body: JSON.stringify(sealBody(kind, body, vault)),
    origin: 'file',
    version: (before?.row.version ?? 0) + 1,
    created_at: before?.row.created_at ?? work.now,
    updated_at: work.now,
  };
}

/** The past of a rota does not change: a saved change holds from now, the first from the beginning of time. */
export async function keepRotaVersions(work: Work, rows: readonly ConfigTable[], existing: ReadonlyMap<string, unknown>): Promise<void> {
  const rotas = rows.filter((row) => row.kind === 'rotas');
  await insertRows(
    work.tx, work.cap, 'config_history',
    rotas.map((row) => ({
      kind: 'rotas',
      id: row.id,
      version: row.version,
      holds_from: existing.has(`rotas/${row.id}`) ? work.now : null,
      saved_at: work.now,
      actor: null,
      body: row.body,
    })),
    'on conflict (kind, id, version) do update set body = excluded.body, holds_from = excluded.holds_from, saved_at = excluded.saved_at',
  );
}

async function removeRows(work: Work, rows: readonly ConfigTable[]): Promise<void> {
  const p = work.cap.placeholder;
  for (const row of rows) {
    await run(work.tx, `delete from config where kind = ${p(1)} and id = ${p(2)}`, [row.kind, row.id]);
    if (row.kind === 'rotas') {
      await insertRows(work.tx, work.cap, 'config_history', [
        { kind: 'rotas', id: row.id, version: row.version + 1, holds_from: work.now, saved_at: work.now, actor: null, body: null },
      ]);
    }
  }
}
