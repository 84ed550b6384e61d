/** Reads the decisions, rests and notices that somebody may see, also of people whose work profile is gone. */
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Span } from '#domain/time/span';
import type { DecisionTable, RestTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';

/** Whose records somebody reads. */
export interface RecordReader {
  /** Reads all of their own, in any unit; null: has none. */
  login: string | null;
  /** Reads everybody's of these units. */
  units: readonly string[];
}

export interface RecordQuestion {
  unit?: string | undefined;
  user?: string | undefined;
}

/** A condition on the columns `user` and `unit`. */
export function shownTo({ login, units }: RecordReader, { unit, user }: RecordQuestion): RawBuilder<SqlBool> {
  const readable = [
    ...(login === null ? [] : [sql<SqlBool>`"user" = ${login}`]),
    ...(units.length === 0 ? [] : [sql<SqlBool>`unit in (${sql.join(units)})`]),
  ];
  const wanted = [
    readable.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(readable, sql` or `)})`,
    ...(unit === undefined ? [] : [sql<SqlBool>`unit = ${unit}`]),
    ...(user === undefined ? [] : [sql<SqlBool>`"user" = ${user}`]),
  ];
  return sql.join(wanted, sql` and `);
}

export async function readShownDecisions(
  db: Db,
  reader: RecordReader,
  question: RecordQuestion,
): Promise<DecisionTable[]> {
  return db.selectFrom('decisions').selectAll().where(shownTo(reader, question)).execute();
}

/** @param range of the planned starts */
export async function readShownRests(
  db: Db,
  reader: RecordReader,
  question: RecordQuestion,
  range: Span,
): Promise<RestTable[]> {
  return db
    .selectFrom('rests')
    .selectAll()
    .where(shownTo(reader, question))
    .where('planned_at', '>=', range.start)
    .where('planned_at', '<', range.end)
    .execute();
}
