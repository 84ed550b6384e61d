/** Reads the decisions and rests that somebody may see, also of people whose work profile is gone. */
import type { Span } from '#domain/time/span';
import type { DecisionTable, RestTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';

/** Whose decisions and rests somebody reads. */
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

export async function readShownDecisions(
  db: Db,
  { login, units }: RecordReader,
  { unit, user }: RecordQuestion,
): Promise<DecisionTable[]> {
  return db
    .selectFrom('decisions')
    .selectAll()
    .where((is) =>
      is.or([
        ...(login === null ? [] : [is('user', '=', login)]),
        ...(units.length === 0 ? [] : [is('unit', 'in', units)]),
      ]),
    )
    .$if(unit !== undefined, (asked) => asked.where('unit', '=', unit ?? ''))
    .$if(user !== undefined, (asked) => asked.where('user', '=', user ?? ''))
    .execute();
}

/** @param range of the planned starts */
export async function readShownRests(
  db: Db,
  { login, units }: RecordReader,
  { unit, user }: RecordQuestion,
  range: Span,
): Promise<RestTable[]> {
  return db
    .selectFrom('rests')
    .selectAll()
    .where((is) =>
      is.or([
        ...(login === null ? [] : [is('user', '=', login)]),
        ...(units.length === 0 ? [] : [is('unit', 'in', units)]),
      ]),
    )
    .where('planned_at', '>=', range.start)
    .where('planned_at', '<', range.end)
    .$if(unit !== undefined, (asked) => asked.where('unit', '=', unit ?? ''))
    .$if(user !== undefined, (asked) => asked.where('user', '=', user ?? ''))
    .execute();
}
