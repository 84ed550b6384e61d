/** Keeps the past of a rota unchanged: each saved state applies from an instant on. */
import { insertRotaVersions } from '../store/configuration/rota-versions.ts';
import type { RotaVersionRow } from '../store/configuration/rota-versions.ts';
import type { ConfigTable } from '../store/schema/settings.ts';
import type { Work } from '../store/work.ts';

export interface SavedBy {
  actor: string | null;
  /** The instant from which the state applies, never earlier than now; null: now. */
  holdsFrom: number | null;
}

/** The first state of a rota applies from the beginning of time, every other from now or later. */
export async function keepRotaVersions(
  work: Work,
  rows: readonly ConfigTable[],
  before: ReadonlyMap<string, number>,
  saved: SavedBy,
): Promise<void> {
  const rotas = rows.filter((row) => row.kind === 'rotas');
  await insertRotaVersions(
    work,
    rotas.map((row): RotaVersionRow => ({
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
  await insertRotaVersions(work, [
    {
      id: row.id,
      version: row.version + 1,
      holds_from: work.now,
      saved_at: work.now,
      actor,
      body: null,
    },
  ]);
}
