/**
 * Reads and writes rows of `config`: one per configured object, and one per object beside them (profiles, devices,
 * overrides, erasures…). Nothing else writes that table, so each change makes a version (`store/past`).
 */
import type { StoreCapabilities } from '../capabilities.ts';
import { run, upsertRows } from '../query.ts';
import type { ConfigTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';
import { keepDeletions, keepVersions } from '../past/versions.ts';

/** @returns all rows, by kind, then by age */
export function readConfigRows(db: Db): Promise<ConfigTable[]> {
  return db.selectFrom('config').selectAll().orderBy('kind').orderBy('created_at').orderBy('id').execute();
}

/** @returns the next rows after this one by kind and id; fewer than `limit`: there are no more */
export function readConfigRowsAfter(
  db: Db,
  cap: Pick<StoreCapabilities, 'placeholder'>,
  after: Pick<ConfigTable, 'kind' | 'id'>,
  limit: number,
): Promise<ConfigTable[]> {
  const p = cap.placeholder;
  return run(db, `select * from config where (kind, id) > (${p(1)}, ${p(2)}) order by kind, id limit ${limit}`, [
    after.kind,
    after.id,
  ]);
}

/** Inserts, or replaces the row of the same kind and id. */
export async function saveConfigRows(work: Work, rows: readonly ConfigTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'config', ['kind', 'id'], rows);
  await keepVersions(work, rows);
}

export function deleteConfigRow(work: Work, kind: string, id: string): Promise<void> {
  return deleteConfigRows(work, kind, [id]);
}

export async function deleteConfigRows(work: Work, kind: string, ids: readonly string[]): Promise<void> {
  const { placeholder: p, inList, listParameter } = work.cap;
  await run(work.tx, `delete from config where kind = ${p(1)} and ${inList('id', p(2))}`, [kind, listParameter(ids)]);
  await keepDeletions(work, kind, ids);
}

/** Locks the rows. @returns those of a kind, by id */
export function lockConfigRows(work: Work, kind: string): Promise<Array<Pick<ConfigTable, 'id' | 'body'>>> {
  const text = `select id, body from config where kind = ${work.cap.placeholder(1)} order by id ${work.cap.forUpdate}`;
  return run(work.tx, text, [kind]);
}

/** Replaces a body and keeps its version, for bodies that nobody edits and that decide nothing. */
export async function replaceConfigBody(work: Work, kind: string, id: string, body: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `update config set body = ${p(1)} where kind = ${p(2)} and id = ${p(3)}`, [body, kind, id]);
}
