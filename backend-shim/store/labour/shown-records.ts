/** Reads the decisions, rests and notices that somebody may see, also of people whose work profile is gone. */
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Span } from '#domain/time/span';
import type { DecisionTable, RestTable } from '../schema/labour.ts';
import type { ListSource } from '../search/search.ts';

/** Somebody reads their own records, and others'. */
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

/** A page begins behind a place in the order of the list: by a time, then by id. */
export interface RecordsWanted {
  after: { at: number; id: string } | null;
  limit: number;
}

/** @param column of the time */
export function behind(column: string, after: RecordsWanted['after']): RawBuilder<SqlBool> {
  return after === null ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.ref(column)}, id) > (${after.at}, ${after.id})`;
}

/** @throws SearchRefused */
export function readShownDecisions(
  { db, search }: ListSource,
  reader: RecordReader,
  question: RecordQuestion,
  { after, limit }: RecordsWanted,
): Promise<DecisionTable[]> {
  return search(
    db
      .selectFrom('decisions')
      .selectAll()
      .where(shownTo(reader, question))
      .where(behind('at', after))
      .orderBy('at')
      .orderBy('id')
      .limit(limit),
  );
}

/**
 * @param range of the planned starts
 * @throws SearchRefused
 */
export function readShownRests(
  { db, search }: ListSource,
  reader: RecordReader,
  question: RecordQuestion & { range: Span },
  { after, limit }: RecordsWanted,
): Promise<RestTable[]> {
  return search(
    db
      .selectFrom('rests')
      .selectAll()
      .where(shownTo(reader, question))
      .where('planned_at', '>=', question.range.start)
      .where('planned_at', '<', question.range.end)
      .where(behind('planned_at', after))
      .orderBy('planned_at')
      .orderBy('id')
      .limit(limit),
  );
}
