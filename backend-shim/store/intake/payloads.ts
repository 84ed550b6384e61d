/** Reads the accepted and rejected payloads of an integration. */
import type { StoreCapabilities } from '../capabilities.ts';
import { run } from '../query.ts';
import type { RejectedTable, SignalTable } from '../schema/intake.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export interface PayloadPage {
  integration: string;
  /** Id of the last one of the page before. */
  before: string | null;
  limit: number;
}

/** Newest first. */
export async function readSignals(db: Db, page: PayloadPage): Promise<SignalTable[]> {
  const query = db
    .selectFrom('signals')
    .selectAll()
    .where('integration', '=', page.integration)
    .orderBy('id', 'desc')
    .limit(page.limit);
  return (page.before === null ? query : query.where('id', '<', page.before)).execute();
}

/** The newest of each configured integration, in one statement. */
export function latestSignals(
  db: Db,
  { shared }: Pick<StoreCapabilities, 'shared'>,
): Promise<Array<Pick<SignalTable, 'integration' | 'received_at' | 'group_key' | 'title'>>> {
  const newest = shared
    ? 'cross join lateral (select * from signals x where x.integration = c.id order by x.id desc limit 1) s'
    : 'join signals s on s.id = (select max(x.id) from signals x where x.integration = c.id)';
  return run(
    db,
    `select s.integration, s.received_at, s.group_key, s.title from config c ${newest} where c.kind = 'integrations'`,
    [],
  );
}

/** Newest first. */
export async function readRejected(db: Db, page: PayloadPage): Promise<RejectedTable[]> {
  const query = db
    .selectFrom('rejected')
    .selectAll()
    .where('integration', '=', page.integration)
    .orderBy('id', 'desc')
    .limit(page.limit);
  return (page.before === null ? query : query.where('id', '<', page.before)).execute();
}

export async function readOneRejected(db: Db, integration: string, id: string): Promise<RejectedTable | null> {
  return (
    (await db
      .selectFrom('rejected')
      .selectAll()
      .where('integration', '=', integration)
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  );
}

export async function markReplayed(work: Work, id: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `update rejected set replayed_at = ${p(1)} where id = ${p(2)}`, [work.now, id]);
}

/** The open incident of each of these keys. */
export async function openIncidentsOf(
  db: Db,
  integration: string,
  groupKeys: readonly string[],
): Promise<Map<string, { id: string; number: number }>> {
  if (groupKeys.length === 0) {
    return new Map();
  }
  const rows = await db
    .selectFrom('incident_keys')
    .innerJoin('incidents', 'incidents.id', 'incident_keys.incident')
    .select(['incident_keys.group_key as key', 'incidents.id as id', 'incidents.number as number'])
    .where('incident_keys.integration', '=', integration)
    .where('incident_keys.group_key', 'in', [...groupKeys])
    .where('incidents.state', '<>', 'resolved')
    .execute();
  return new Map(rows.map(({ key, id, number }) => [key, { id, number }]));
}

/**
 * The number of payloads by integration that were rejected since then and not replayed, and the instant of the last
 * one.
 */
export async function countRefused(db: Db, since: number): Promise<Map<string, { count: number; at: number }>> {
  const rows = await db
    .selectFrom('rejected')
    .select(({ fn }) => ['integration', fn.countAll().as('count'), fn.max('at').as('at')])
    .where('replayed_at', 'is', null)
    .where('at', '>', since)
    .groupBy('integration')
    .execute();
  return new Map(rows.map(({ integration, count, at }) => [integration, { count: Number(count), at: Number(at) }]));
}
