/** Stores the saved states of rotas, one row of `config_history` each; a deletion is a state without a body. */
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run, selectIn } from '../query.ts';
import type { ConfigHistoryTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

const ROTAS = 'rotas';

export type RotaVersionRow = Omit<ConfigHistoryTable, 'kind'>;

/** @returns all states of all rotas, by rota, oldest first */
export function readRotaVersions(db: Db): Promise<RotaVersionRow[]> {
  return db
    .selectFrom('config_history')
    .selectAll()
    .where('kind', '=', ROTAS)
    .orderBy('id')
    .orderBy('version')
    .execute();
}

/** @returns the next states after this one, in the same order; fewer than `limit`: there are no more */
export function readRotaVersionsAfter(
  db: Db,
  cap: Pick<StoreCapabilities, 'placeholder'>,
  after: Pick<RotaVersionRow, 'id' | 'version'>,
  limit: number,
): Promise<RotaVersionRow[]> {
  const p = cap.placeholder;
  return run(
    db,
    `select * from config_history where kind = '${ROTAS}' and (id, version) > (${p(1)}, ${p(2)})
     order by id, version limit ${limit}`,
    [after.id, after.version],
  );
}

/** @returns the states of one rota, newest first */
export function readVersionsOfRota(db: Db, rota: string): Promise<RotaVersionRow[]> {
  return db
    .selectFrom('config_history')
    .selectAll()
    .where('kind', '=', ROTAS)
    .where('id', '=', rota)
    .orderBy('version', 'desc')
    .execute();
}

/** @returns the deletions, latest first; a rota that was made again and deleted again has several */
export function readRotaDeletions(db: Db): Promise<RotaVersionRow[]> {
  return db
    .selectFrom('config_history')
    .selectAll()
    .where('kind', '=', ROTAS)
    .where('body', 'is', null)
    .orderBy('saved_at', 'desc')
    .execute();
}

/** @returns the last state that has a body; for a deleted rota, its state before the deletion */
export function readLastRotaState(
  db: Db,
  rota: string,
): Promise<Pick<RotaVersionRow, 'id' | 'version' | 'body'> | undefined> {
  return db
    .selectFrom('config_history')
    .select(['id', 'version', 'body'])
    .where('kind', '=', ROTAS)
    .where('id', '=', rota)
    .where('body', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Finds where the versions of a recreated rota continue, so that no earlier state is lost.
 * @returns the last version of each rota that has any
 */
export async function lastRotaVersions(work: Work, rotas: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectIn<{ id: string; version: number }>(
    work.tx,
    work.cap,
    `id, max(version) as version from config_history`,
    'id',
    rotas,
    `and kind = '${ROTAS}' group by id`,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}

export async function insertRotaVersions(work: Work, versions: readonly RotaVersionRow[]): Promise<void> {
  await insertRows(
    work.tx,
    work.cap,
    'config_history',
    versions.map((version) => ({ kind: ROTAS, ...version })),
  );
}

/** Removes the state that says that the rota was deleted, after the deletion was undone. */
export async function forgetRotaDeletion({ tx, cap }: Work, rota: string, deletedAt: number): Promise<void> {
  const p = cap.placeholder;
  await run(
    tx,
    `delete from config_history where kind = ${p(1)} and id = ${p(2)} and body is null and saved_at = ${p(3)}`,
    [ROTAS, rota, deletedAt],
  );
}
