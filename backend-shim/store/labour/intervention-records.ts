/** Reads interventions as the rules of labour law take them: with travel, last command and confirmation. */
import type { InterventionRecord } from '#domain/labour/facts/model';
import type { Span } from '#domain/time/span';
import type { InterventionTable } from '../schema/duties.ts';
import type { InterventionDetailTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';
import { halfTravel } from './intervention-details.ts';

/** Reads the interventions that touch the range, of each of these people, by start. */
export async function readInterventionRecords(
  db: Db,
  logins: readonly string[],
  range: Span,
): Promise<Map<string, InterventionRecord[]>> {
  const rows = await recordColumns(db)
    .select('i.user')
    .where('i.user', 'in', logins)
    .where('i.start_at', '<', range.end)
    .where((is) => is.or([is('i.end_at', 'is', null), is('i.end_at', '>=', range.start)]))
    .orderBy('i.start_at')
    .orderBy('i.id')
    .execute();
  const byUser = Map.groupBy(rows, ({ user }) => user);
  return new Map([...byUser].map(([user, own]) => [user, own.map(interventionRecord)]));
}

/** A query of interventions, as `interventionRecord` takes their rows. */
export function recordColumns(db: Db) {
  return db
    .selectFrom('interventions as i')
    .leftJoin('intervention_details as d', 'd.intervention', 'i.id')
    .select(['i.id', 'i.start_at', 'i.end_at', 'i.travel_ms', 'd.travel_before_ms', 'd.travel_after_ms'])
    .select(['d.acted_at', 'd.ended_by', 'd.confirmed_at']);
}

type InterventionColumns = Pick<InterventionTable, 'id' | 'start_at' | 'end_at' | 'travel_ms'> & {
  [Name in Exclude<keyof InterventionDetailTable, 'intervention' | 'asked_at' | 'confirmed_by' | 'unit'>]:
    InterventionDetailTable[Name] | null;
};

/** If only the whole travel time is known, half of it counts before and half after. */
export function interventionRecord(row: InterventionColumns): InterventionRecord {
  const half = halfTravel(row.travel_ms);
  return {
    id: row.id,
    start: row.start_at,
    end: row.end_at,
    endedBy: row.ended_by,
    actedAt: row.acted_at,
    confirmedAt: row.confirmed_at,
    travelBefore: row.travel_before_ms ?? half.before,
    travelAfter: row.travel_after_ms ?? half.after,
  };
}
