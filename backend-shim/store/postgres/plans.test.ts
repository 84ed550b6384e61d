/** How PostgreSQL finds rows in a database that is young: as it will when there are many. */
import { expect, it } from 'vitest';
import { createIds } from '../../adapters/random-ids.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { onPostgres } from '../../../tests/support/databases.ts';
import { countAlertRepeats, readAlertsByKey } from '../alerts/alerts.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { sentLately } from '../deliveries/outbox/claims.ts';
import { dueRows } from '../deliveries/outbox/due.ts';
import { updatePageRows } from '../deliveries/outbox/pages.ts';
import { readEventsAfter } from '../events.ts';
import { readIncidentKeys } from '../incidents/keys.ts';
import { migrate } from '../migrate.ts';
import { run, updateRows } from '../query.ts';
import type { Db, Store } from '../store.ts';
import { dueTimers } from '../timers.ts';
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
      ['alerts', 'deliveries', 'events', 'incident_keys', 'incidents', 'pages'].map((table) => ({ table, few: true })),
    );
    await store.close();
  });
});

onPostgres('What is due', (database) => {
  it('of timers, as many owners are looked up as a batch takes; those that another sidecar holds are passed over', async () => {
    const store = await openEmpty(await database.fresh());
    await store.transaction((tx) => fillIncidents(tx, 3000));
    const [held, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const other = store.transaction(async (tx) => {
      await run(tx, `select id from incidents where id = '5' for update`, []);
      held.resolve();
      await done.promise;
    });
    await held.promise;
    const { due, rows } = await store.transaction(async (tx) => {
      const before = (await rowsFetched(tx))['incidents'] ?? 0;
      const timers = await dueTimers({ tx, cap: CAP, now: 10_000 } as Work, 'incident', 3);
      return { due: timers, rows: ((await rowsFetched(tx))['incidents'] ?? 0) - before };
    });
    done.resolve();
    await other;
    expect(due.map(({ subject, rank }) => [subject, rank])).toEqual([
      ['11', 5],
      ['17', 5],
      ['23', 5],
    ]);
    expect(rows).toBeLessThan(20);
    await store.close();
  });

  it('of deliveries, a lane gives as many of a rank as it takes, but whole messages', async () => {
    const store = await openEmpty(await database.fresh());
    const ids = await store.transaction(async (tx) => {
      await fillIncidents(tx, 2);
      await run(tx, `update incidents set team = 'quiet' where id = '2'`, []);
      const add = async (name: string, count: number, kind: string, [lane, rank, incident]: [string, number, string]) =>
        run(
          tx,
          `insert into deliveries (id, kind, incident, channel_kind, lane, rank, state, due_at, attempt, content, created_at) select '${name}' || n, 'page', '${incident}', '${kind}', '${lane}', ${rank}, 'due', n, 0, '{}', 1 from generate_series(1, ${count}) as n`,
          [],
        );
      await add('mail', 4, 'email', ['mail', 5, '1']);
      await add('low', 3, 'email', ['mail', 0, '1']);
      await add('sms', 3, 'sms', ['sms', 4, '1']);
      await add('full', 3, 'email', ['full', 6, '1']);
      await add('shadow', 3, 'email', ['hook', 6, '2']);
      await add('later', 1, 'email', ['later', 6, '1']);
      await run(tx, `update deliveries set due_at = 10001 where id = 'later1'`, []);
      const shadow = { all: false, teams: new Set(['quiet']), integrations: new Set<string>() };
      const limits = { perLane: 2, bundling: ['sms'], saturated: ['full'], shadow };
      const of = async (most: number) =>
        (await dueRows({ tx, cap: CAP, now: 10_000 } as Work, { ...limits, most })).map(({ id }) => id);
      return [await of(100), await of(1)];
    });
    expect(ids).toEqual([['mail1', 'mail2', 'sms1', 'sms2', 'sms3', 'low1', 'low2', 'low3'], ['mail1']]);
    await store.close();
  });
});

async function openEmpty(url: string): Promise<Store> {
  const opened = await openPostgres([url], createSystemClock(), silentLog, createIds(), 'reads');
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

/** Open incidents `1`, `2`, …, each with a due timer, of ranks 0 to 5. */
async function fillIncidents(tx: Db, count: number): Promise<void> {
  const numbers = `from generate_series(1, ${count}) as n`;
  await run(
    tx,
    `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, "inner", version, updated_at)
      select n, n, 'webhook', n, 't', '', 'error', 2, 'default', 'open', 0, 0, '{}', '[]', 0, 1, 1, '{}', 1, 1 ${numbers}`,
    [],
  );
  await run(
    tx,
    `insert into timers (kind, subject, due_at, rank, attempt) select 'incident', n, n, n % 6, 0 ${numbers}`,
    [],
  );
}

/** By table, in this transaction. */
async function rowsFetched(tx: Db): Promise<Record<string, number>> {
  const rows = await run<{ name: string; rows: string }>(
    tx,
    `select relname as name, seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_user_tables where relname in ('alerts', 'deliveries', 'events', 'incident_keys', 'incidents', 'pages') order by relname`,
    [],
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, Number(count)]));
}
