/** The past of a rota does not change: each saved state holds from an instant on. */
import { insertRows, selectIn } from '../store/query.ts';
import type { ConfigHistoryTable, ConfigTable } from '../store/schema/settings.ts';
import type { Work } from '../store/work.ts';

export interface SavedBy {
  actor: string | null;
  /** The instant it holds from, never earlier than now; null: now. */
  holdsFrom: number | null;
}

/**
 * A rota that was deleted and made anew goes on counting, so that no state of it is lost.
 * @returns the last version of each id that has any
 */
export async function lastVersions(work: Work, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectIn<{ id: string; version: number }>(
    work.tx,
    work.cap,
    `id, max(version) as version from config_history`,
    'id',
    ids,
    `and kind = 'rotas' group by id`,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** The first state of a rota holds from the beginning of time, every other from now or later. */
export async function keepRotaVersions(
  work: Work,
  rows: readonly ConfigTable[],
  before: ReadonlyMap<string, number>,
  saved: SavedBy,
): Promise<void> {
  const rotas = rows.filter((row) => row.kind === 'rotas');
  await insertRows(
    work.tx,
    work.cap,
    'config_history',
    rotas.map((row): ConfigHistoryTable => ({
      kind: 'rotas',
      id: row.id,
      version: row.version,
      holds_from: before.has(row.id) ? Math.max(work.now, saved.holdsFrom ?? work.now) : null,
      saved_at: work.now,
      actor: saved.actor,
      body: row.body,
    })),
  );
}

export async function keepRotaDeletion(
  work: Work,
  row: { id: string; version: number },
  actor: string | null,
): Promise<void> {
  await insertRows(work.tx, work.cap, 'config_history', [
    {
      kind: 'rotas',
      id: row.id,
      version: row.version + 1,
      holds_from: work.now,
      saved_at: work.now,
      actor,
      body: null,
    },
  ]);
}
