/** Reads the pages of a period that people's methods accepted, and the work that was recorded. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { CallFact, WorkFact } from '#domain/insight/facts';
import { alertNameOf } from './alert-name.ts';
import { readPortions } from './by-portions.ts';
import { partConditions } from './incidents.ts';
import type { InsightFilter, InsightSources } from './incidents.ts';

interface CallColumns {
  delivery: string;
  user: string | null;
  done_at: number | null;
  channel_kind: string;
  urgency: string | null;
  id: string;
  test: number;
  title: string;
  labels: string;
  integration: string | null;
  team: string | null;
  policy: string | null;
}

const PORTION = 1000;
const MOST_CALLS = 100_000;

/** In order. */
export async function readCalls(
  { db, noting }: InsightSources,
  filter: InsightFilter,
): Promise<{ calls: CallFact[]; isCut: boolean }> {
  const calls: CallFact[] = [];
  const isCut = await readPortions(
    { size: PORTION, most: MOST_CALLS },
    (after: CallColumns | undefined): Promise<CallColumns[]> => {
      let query = db
        .selectFrom('deliveries')
        .innerJoin('incidents', 'incidents.id', 'deliveries.incident')
        .leftJoin('pages', 'pages.id', 'deliveries.page')
        .select(['deliveries.id as delivery', 'deliveries.user', 'deliveries.done_at', 'deliveries.channel_kind'])
        .select(['pages.urgency', 'incidents.id', 'incidents.test', 'incidents.title', 'incidents.labels'])
        .select(['incidents.integration', 'incidents.team', 'incidents.policy'])
        .where(sql<SqlBool>`deliveries.kind = 'page' and deliveries.state = 'done'`)
        .where('deliveries.user', 'is not', null)
        .where('deliveries.done_at', '>=', filter.period.start)
        .where('deliveries.done_at', '<', filter.period.end)
        .orderBy('deliveries.done_at')
        .orderBy('deliveries.id')
        .limit(PORTION);
      query = filter.user === null ? query : query.where('deliveries.user', '=', filter.user);
      for (const condition of partConditions(filter)) {
        query = query.where(condition);
      }
      return (
        after === undefined
          ? query
          : query.where(sql<SqlBool>`(deliveries.done_at, deliveries.id) > (${after.done_at}, ${after.delivery})`)
      ).execute();
    },
    (rows) => {
      calls.push(...rows.map((row) => callFact(row, alertNameOf(row, noting))));
    },
  );
  return { calls, isCut };
}

function callFact(row: CallColumns, name: string): CallFact {
  return {
    user: row.user ?? '',
    at: row.done_at ?? 0,
    channel: row.channel_kind,
    urgent: row.urgency === 'urgent',
    incident: row.id,
    test: row.test === 1,
    alert: { integration: row.integration, name },
    part: { team: row.team, policy: row.policy },
  };
}

/** Interventions of these people that began in the period, without those on tests. */
export async function readWork(
  { db }: InsightSources,
  filter: InsightFilter,
  logins: readonly string[],
): Promise<WorkFact[]> {
  let query = db
    .selectFrom('interventions')
    .leftJoin('incidents', 'incidents.id', 'interventions.incident')
    .select(['interventions.user', 'interventions.incident', 'interventions.start_at', 'interventions.end_at'])
    .select('interventions.travel_ms')
    .where('interventions.user', 'in', logins.length === 0 ? [''] : [...logins])
    .where('interventions.start_at', '>=', filter.period.start)
    .where('interventions.start_at', '<', filter.period.end)
    .where(sql<SqlBool>`(incidents.test is null or incidents.test = 0)`)
    .orderBy('interventions.start_at')
    .limit(MOST_CALLS);
  for (const condition of partConditions(filter)) {
    query = query.where(condition);
  }
  const rows = await query.execute();
  return rows.map(({ user, incident, start_at, end_at, travel_ms }) => {
    return { user, incident, start: start_at, end: end_at, travel: travel_ms };
  });
}
