/** How PostgreSQL finds rows in a database that is young: as it will when there are many. */
import { expect, it } from 'vitest';
import { createIds } from '../../adapters/random-ids.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { onPostgres } from '../../../tests/support/databases.ts';
import { countAlertRepeats, readAlertsByKey } from '../alerts/alerts.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { sentLately } from '../deliveries/outbox/claims.ts';
import { updatePageRows } from '../deliveries/outbox/pages.ts';
import { readEventsAfter } from '../events.ts';
import { readIncidentKeys } from '../incidents/keys.ts';
import { migrate } from '../migrate.ts';
import { run, updateRows } from '../query.ts';
import type { Db, Store } from '../store.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import type { Work } from '../work.ts';
import { openPostgres } from './postgres.ts';

const HOT = [
  `select * from deliveries where id = any('{a,b}'::text[])`,
  `update deliveries set state = 'sending' where id = any('{a,b}'::text[])`,
  `select * from pages where incident = any('{a,b}'::text[])`,
  `select * from incidents where id = any('{a,b}'::text[]) order by id for update`,
  `select * from timers where kind = 'incident' and due_at <= 5 order by due_at limit 10`,
];

/** A row of each, counted: PostgreSQL by itself would now read the whole page, and keep to it for a while. */
const FEW = [
  `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, "inner", version, updated_at)
    values ('a', 1, 'webhook', 'a', 't', '', 'error', 2, 'default', 'open', 0, 0, '{}', '[]', 0, 1, 1, '{}', 1, 1)`,
  `insert into deliveries (id, kind, incident, channel_kind, lane, rank, state, due_at, attempt, content, created_at) values ('a', 'page', 'a', 'email', 'l', 0, 'done', 1, 1, '{}', 1)`,
  `insert into pages (id, incident, "user", urgency, state, started_at, "inner") values ('a', 'a', 'ann', 'urgent', 'running', 1, '{}')`,
  `insert into timers (kind, subject, due_at, rank, attempt) values ('incident', 'a', 1, 0, 0)`,
  'analyze',
];

onPostgres('Plans of a young database', (database) => {
  it('go by an index, not through the whole table', async () => {
    const store = await openEmpty(await database.fresh());
    for (const text of FEW) {
      await run(store.read, text, []);
    }
    for (const text of HOT) {
      const plan = (await run<{ 'QUERY PLAN': string }>(store.read, `explain ${text}`, []))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
      expect(plan, text).not.toContain('Seq Scan');
      expect(plan, text).toContain('Index');
    }
    await store.close();
  });

  it('look up what they want, although they were planned for a table that had a row', async () => {
    const store = await openEmpty(await database.fresh());
    const fetched = await store.transaction(async (tx) => {
      await fill(tx, 1, 1);
      for (let times = 0; times < 8; times++) {
        await askedInAStorm(tx);
      }
      await fill(tx, 2, 3000);
      const before = await rowsFetched(tx);
      await askedInAStorm(tx);
      const after = await rowsFetched(tx);
      return Object.entries(after).map(([table, rows]) => ({ table, few: rows - (before[table] ?? 0) < 20 }));
    });
    expect(fetched).toEqual(
      ['alerts', 'deliveries', 'events', 'incident_keys', 'pages'].map((table) => ({ table, few: true })),
    );
    await store.close();
  });
});

async function openEmpty(url: string): Promise<Store> {
  const opened = await openPostgres([url], createSystemClock(), silentLog, createIds());
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  await migrate(opened.store);
  return opened.store;
}

const CAP = CAPABILITIES.postgres;

/** What an alert that repeats, a page that ends, a limit, and an open page ask for. */
async function askedInAStorm(tx: Db): Promise<void> {
  const work = { tx, cap: CAP, now: 10_000 } as Work;
  await updatePageRows(work, [{ id: '1', state: 'ended', inner: '{}', ended_at: 1, end_reason: 'done' }]);
  await updateRows(tx, CAP, 'deliveries', ['id'], [{ id: '1', state: 'done', detail: 'x' }]);
  await countAlertRepeats(work, [...(await readAlertsByKey(work, [['1', '1']]))]);
  await readIncidentKeys(work, 'bench', ['1', 'x']);
  await sentLately(work, [{ user: 'ann', method: 'sms' }], 0);
  await readEventsAfter(tx, CAP, { id: 'zzz', at: 10_000 }, 100);
}

/** Rows of each table with these ids, as a storm leaves them. */
async function fill(tx: Db, from: number, to: number): Promise<void> {
  for (const rows of [
    `pages (id, incident, "user", urgency, state, started_at, "inner") select n, n, 'ann', 'urgent', 'running', 1, '{}'`,
    `deliveries (id, kind, incident, "user", method, channel_kind, lane, rank, state, due_at, attempt, content, created_at, done_at) select n, 'page', n, 'ann', n, 'email', 'l', 0, 'done', 1, 1, '{}', 1, 1`,
    `alerts (incident, fingerprint, status, severity, title, labels, links, first_at, last_at, count) select n, n, 'firing', 'error', 't', '{}', '[]', 1, 1, 1`,
    `incident_keys (integration, group_key, incident) select 'bench', n, n`,
    `events (id, at, topic, subjects) select n, 1, 'incident', '[]'`,
  ]) {
    await run(tx, `insert into ${rows} from generate_series(${from}, ${to}) as n`, []);
  }
}

/** By table, in this transaction. */
async function rowsFetched(tx: Db): Promise<Record<string, number>> {
  const rows = await run<{ name: string; rows: string }>(
    tx,
    `select relname as name, seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables where relname in ('alerts', 'deliveries', 'events', 'incident_keys', 'pages') order by relname`,
    [],
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, Number(count)]));
}
