/** Finds incidents that opened before a period and lasted into it by when they ended, not through all that are stored. */
import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';
import { UNRESOLVED } from '../incidents/list/unresolved.ts';
import type { Db } from '../store.ts';
import { readPortions } from '../concurrency/by-portions.ts';

const PORTION = 1_000;

export interface StillOpen {
  /** They opened before it. */
  before: number;
  /** They were resolved then or later, or are not. */
  since: number;
  conditions: ReadonlyArray<Expression<SqlBool>>;
}

/** Those that are not resolved, and those that were; the plus keeps the other condition from choosing the index. */
export function stillOpenQueries(db: Db, { before, since, conditions }: StillOpen) {
  const opened = conditions.reduce(
    (query, condition) => query.where(condition),
    db
      .selectFrom('incidents')
      .select(['id', 'resolved_at'])
      .where(sql<SqlBool>`+opened_at < ${before}`),
  );
  return {
    open: opened.where(sql<SqlBool>`${sql.raw(UNRESOLVED)}`),
    ended: opened.where('resolved_at', '>=', since).orderBy('resolved_at', 'desc').orderBy('id', 'desc'),
  };
}

/** @returns their ids, each once */
export async function readStillOpen(db: Db, asked: StillOpen, most: number): Promise<string[]> {
  const { open, ended } = stillOpenQueries(db, asked);
  const ids = new Set((await open.limit(most).execute()).map(({ id }) => id));
  await readPortions(
    { size: PORTION, most },
    (last: { id: string; resolved_at: number | null } | undefined) => {
      const after = sql<SqlBool>`(resolved_at, id) < (${last?.resolved_at}, ${last?.id})`;
      return (last === undefined ? ended : ended.where(after)).limit(PORTION).execute();
    },
    (rows) => rows.forEach(({ id }) => ids.add(id)),
  );
  return [...ids];
}
