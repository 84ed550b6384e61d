/** Old rows go, a bounded number at a time, so that a big backlog never holds up paging. */
import { holdIncidents } from '../incidents/incidents.ts';
import { run, selectIn } from '../query.ts';
import type { Work } from '../work.ts';

export interface RetentionTimes {
  /** ms after their resolution that incidents are kept. */
  incidents: number;
  /** ms that raw payloads are kept. */
  payloads: number;
}

const BATCH = 500;
/** Tables that hold parts of an incident; 0.1 still writes `sync_memory` where it runs beside. Interventions stay: pay and law ask for them longer. */
const PARTS = [
  'alerts',
  'timeline',
  'pages',
  'signals',
  'incident_keys',
  'syncs',
  'sync_memories',
  'sync_memory',
  'source_questions',
  'quiet_alerts',
  'deliveries',
  'advance_failures',
];

export interface RemovedCounts {
  incidents: number;
  messages: number;
  payloads: number;
  /** There may be more to remove. */
  more: boolean;
}

export async function removeOld(work: Work, retention: RetentionTimes): Promise<RemovedCounts> {
  const incidents = await removeIncidents(work, work.now - retention.incidents);
  const messages = await removeMessages(work, work.now - retention.incidents);
  const payloads = await removePayloads(work, work.now - retention.payloads);
  return { incidents, messages, payloads, more: [incidents, messages, payloads].some((removed) => removed >= BATCH) };
}

/** Letters, hand-overs and tries belong to no incident that would take them with it. */
async function removeMessages(work: Work, before: number): Promise<number> {
  const old = await run<{ id: string }>(
    work.tx,
    `select id from deliveries where incident is null and state not in ('due', 'sending') and created_at < ${work.cap.placeholder(1)} limit ${BATCH}`,
    [before],
  );
  const ids = old.map((row) => row.id);
  await removeIn(work, 'attempts', 'delivery', ids);
  await removeIn(work, 'deliveries', 'id', ids);
  return ids.length;
}

async function removeIncidents(work: Work, before: number): Promise<number> {
  const p = work.cap.placeholder;
  const rows = await run<{ id: string }>(
    work.tx,
    `select id from incidents where state = 'resolved' and resolved_at < ${p(1)} order by number limit ${BATCH}`,
    [before],
  );
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) {
    return 0;
  }
  await holdIncidents(work, ids);
  const deliveries = await selectIn<{ id: string }>(work.tx, work.cap, 'id from deliveries', 'incident', ids);
  const syncs = await selectIn<{ id: string }>(work.tx, work.cap, 'id from syncs', 'incident', ids);
  await removeIn(
    work,
    'attempts',
    'delivery',
    [...deliveries, ...syncs].map((row) => row.id),
  );
  for (const table of PARTS) {
    await removeIn(work, table, 'incident', ids);
  }
  await removeIn(work, 'incidents', 'id', ids);
  return ids.length;
}

async function removeIn(work: Work, table: string, column: string, values: readonly string[]): Promise<void> {
  if (values.length > 0) {
    await run(work.tx, `delete from ${table} where ${work.cap.inList(column, work.cap.placeholder(1))}`, [
      work.cap.listParameter(values),
    ]);
  }
}

/** Signals keep who, what and when; only the payload itself goes. Rejected ones and strays go whole. */
async function removePayloads(work: Work, before: number): Promise<number> {
  const p = work.cap.placeholder;
  const old = await run<{ id: string }>(
    work.tx,
    `select id from signals where received_at < ${p(1)} and (raw is not null or incident is null) limit ${BATCH}`,
    [before],
  );
  const ids = old.map((row) => row.id);
  if (ids.length > 0) {
    const list = work.cap.listParameter(ids);
    await run(work.tx, `delete from signals where incident is null and ${work.cap.inList('id', p(1))}`, [list]);
    await run(work.tx, `update signals set raw = null where ${work.cap.inList('id', p(1))}`, [list]);
  }
  await run(work.tx, `delete from rejected where at < ${p(1)}`, [before]);
  await run(work.tx, `delete from orphans where at < ${p(1)}`, [before]);
  await run(work.tx, `delete from origins where at < ${p(1)}`, [before]);
  return ids.length;
}
