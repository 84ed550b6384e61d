/** Reads the pages of a period that people's methods accepted, and the work that was recorded. */
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { CallFact, WorkFact } from '#domain/insight/facts';
import { HOUR } from '#domain/time/duration';
import type { Db } from '../store.ts';
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

const PORTION = 200;
const MOST_CALLS = 100_000;

/** In order. */
export async function readCalls(
  sources: InsightSources,
  filter: InsightFilter,
): Promise<{ calls: CallFact[]; isCut: boolean }> {
  const isOfPart = filter.team !== null || filter.policies !== null;
  const { rows, isCut } = await (isOfPart ? readCallsOfPart : readAllCalls)(sources, filter);
  return { calls: rows.map((row) => callFact(row, alertNameOf(row, sources.noting))), isCut };
}

interface ReadCalls {
  rows: CallColumns[];
  isCut: boolean;
}

async function readAllCalls({ db }: InsightSources, filter: InsightFilter): Promise<ReadCalls> {
  const calls: CallColumns[] = [];
  const isCut = await readPortions(
    { size: PORTION, most: MOST_CALLS },
    (after: CallColumns | undefined): Promise<CallColumns[]> => {
      const query = accepted(db, filter).orderBy('deliveries.done_at').orderBy('deliveries.id').limit(PORTION);
      return (
        after === undefined
          ? query
          : query.where(sql<SqlBool>`(deliveries.done_at, deliveries.id) > (${after.done_at}, ${after.delivery})`)
      ).execute();
    },
    (rows) => void calls.push(...rows),
  );
  return { rows: calls, isCut };
}

/** A delivery that is under way when its incident is resolved may be accepted a little later. */
const AFTER_THE_END = HOUR;

/** By the incidents of the team or the policies: those of everybody are many more. */
async function readCallsOfPart({ db }: InsightSources, filter: InsightFilter): Promise<ReadCalls> {
  const { start, end } = filter.period;
  const calls: CallColumns[] = [];
  const isCut = await readPortions(
    { size: PORTION, most: MOST_CALLS },
    (after: { id: string; opened_at: number } | undefined) => {
      let query = db
        .selectFrom('incidents')
        .select(['id', 'opened_at'])
        .where('opened_at', '<', end)
        .where(sql<SqlBool>`(resolved_at is null or resolved_at >= ${start - AFTER_THE_END})`)
        .orderBy('opened_at', 'desc')
        .orderBy('id', 'desc')
        .limit(PORTION);
      for (const condition of partConditions(filter)) {
        query = query.where(condition);
      }
      return (
        after === undefined ? query : query.where(sql<SqlBool>`(opened_at, id) < (${after.opened_at}, ${after.id})`)
      ).execute();
    },
    async (rows) => {
      if (rows.length > 0) {
        const ids = rows.map(({ id }) => id);
        calls.push(...(await accepted(db, filter, '+').where('deliveries.incident', 'in', ids).execute()));
      }
    },
  );
  calls.sort((a, b) => (a.done_at ?? 0) - (b.done_at ?? 0) || (a.delivery < b.delivery ? -1 : 1));
  return { rows: calls, isCut };
}

/** @param plain `+` keeps an index of the instants from being used: the incidents are known */
function accepted(db: Db, filter: InsightFilter, plain: '' | '+' = '') {
  const doneAt = sql<number>`${sql.raw(plain)}deliveries.done_at`;
  const query = db
    .selectFrom('deliveries')
    .innerJoin('incidents', 'incidents.id', 'deliveries.incident')
    .leftJoin('pages', 'pages.id', 'deliveries.page')
    .select(['deliveries.id as delivery', 'deliveries.user', 'deliveries.done_at', 'deliveries.channel_kind'])
    .select(['pages.urgency', 'incidents.id', 'incidents.test', 'incidents.title', 'incidents.labels'])
    .select(['incidents.integration', 'incidents.team', 'incidents.policy'])
    .where(sql<SqlBool>`deliveries.kind = 'page' and deliveries.state = 'done'`)
    .where('deliveries.user', 'is not', null)
    .where(doneAt, '>=', filter.period.start)
    .where(doneAt, '<', filter.period.end);
  return filter.user === null ? query : query.where('deliveries.user', '=', filter.user);
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
