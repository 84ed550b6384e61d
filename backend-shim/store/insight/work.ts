/** Reads the work that was recorded on incidents. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { LeftOutReason, WorkFact } from '#domain/insight/facts';
import type { Db } from '../store.ts';
import { partConditions } from './incidents.ts';
import type { InsightFilter, InsightSources } from './incidents.ts';
import { readByIds } from './kept/from-rows.ts';

const MOST = 100_000;

/** Known facts of incidents; those of others are read. */
export type KnownIncidents = ReadonlyMap<string, { leftOut: LeftOutReason | null }>;

/**
 * Interventions of these people that began in the period, and all of theirs on incidents that were open in it: where work is
 * recorded, none is estimated, whenever it was.
 */
export async function readWork(
  sources: InsightSources,
  filter: InsightFilter,
  { logins, known }: { logins: readonly string[]; known: KnownIncidents },
): Promise<WorkFact[]> {
  if (logins.length === 0) {
    return [];
  }
  const { start, end } = filter.period;
  const [begun, opened] = [
    await interventionsOf(sources.db, filter, logins)
      .where('interventions.start_at', '>=', start)
      .where('interventions.start_at', '<', end)
      .execute(),
    await interventionsOf(sources.db, filter, logins)
      .where('incidents.opened_at', '<', end)
      .where(sql<SqlBool>`(incidents.resolved_at is null or incidents.resolved_at >= ${start})`)
      .execute(),
  ];
  const rows = [...new Map([...begun, ...opened].map((row) => [row.id, row])).values()];
  const unknown = new Set(rows.flatMap(({ incident }) => (known.has(incident) ? [] : [incident])));
  const others = new Map((await readByIds(sources, [...unknown])).map(({ fact }) => [fact.id, fact]));
  return rows
    .toSorted((a, b) => a.start_at - b.start_at || (a.id < b.id ? -1 : 1))
    .map(({ user, incident, start_at, end_at, travel_ms }) => {
      const leftOut = (known.get(incident) ?? others.get(incident))?.leftOut ?? null;
      return { user, incident, start: start_at, end: end_at, travel: travel_ms, leftOut };
    });
}

function interventionsOf(db: Db, filter: InsightFilter, logins: readonly string[]) {
  let query = db
    .selectFrom('interventions')
    .leftJoin('incidents', 'incidents.id', 'interventions.incident')
    .select(['interventions.id', 'interventions.user', 'interventions.incident', 'interventions.start_at'])
    .select(['interventions.end_at', 'interventions.travel_ms'])
    .where('interventions.user', 'in', [...logins])
    .limit(MOST);
  for (const condition of partConditions(filter)) {
    query = query.where(condition);
  }
  return query;
}
