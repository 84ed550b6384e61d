/** What two transactions at once may do on a database that sidecars share. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onPostgres } from '../../../tests/support/databases.ts';
import { holdIncidentsOf } from '../deliveries/outbox/outcomes.ts';
import { lockIncidents } from '../incidents/incidents.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { run } from '../query.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { lockKeys } from './key-locks.ts';

onPostgres('Two transactions at once', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 1 });
  });
  afterEach(() => bench.close());

  /** Resolves when a transaction waits for a lock that another one holds: with the locks that it has meanwhile. */
  async function somebodyWaits(): Promise<number> {
    for (;;) {
      const [waiting] = await run<{ held: number | string }>(
        bench.read,
        `select (select count(*) from pg_locks held where held.pid = asked.pid and held.granted and held.locktype = 'advisory') as held
         from pg_locks asked join pg_database d on d.oid = asked.database or asked.database is null
         where not asked.granted and d.datname = current_database() limit 1`,
        [],
      );
      if (waiting !== undefined) {
        return Number(waiting.held);
      }
    }
  }

  it('an outcome waits for the command on its incident, which comes first', async () => {
    await bench.transact(async ({ tx }) => {
      await run(
        tx,
        `insert into incidents (id, number, source, group_key, title, description, severity, severity_rank, urgency, state, exhausted, test, labels, links, firing, total, opened_at, "inner", version, updated_at)
         values ('i', 1, 'webhook', 'a', 't', '', 'error', 2, 'default', 'open', 0, 0, '{}', '[]', 0, 1, 1, '{}', 1, 1)`,
        [],
      );
      await run(
        tx,
        `insert into deliveries (id, kind, incident, channel_kind, lane, rank, state, due_at, attempt, content, created_at) values ('d', 'page', 'i', 'email', 'l', 0, 'sending', 1, 1, '{}', 1)`,
        [],
      );
    });
    const order: string[] = [];
    let settled: Promise<unknown> = Promise.resolve();
    await bench.transact(async (work) => {
      await lockIncidents(work, ['i']);
      settled = bench.transact(async (other) => {
        await holdIncidentsOf(other, ['d']);
        await run(other.tx, 'select 1', []);
        order.push('outcome');
      });
      await Promise.race([somebodyWaits(), settled]);
      order.push('command');
    });
    await settled;
    expect(order).toEqual(['command', 'outcome']);
  });

  it('keys are locked in one order, so that two never wait for each other', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => ({ integration: 'i', groupKey: `key ${index}` }));
    const buckets = await run<{ bucket: number }>(
      bench.read,
      `select distinct hashtext(name) & 1023 as bucket from unnest($1::text[]) as name order by 1`,
      [keys.map(({ integration, groupKey }) => `${integration}\n${groupKey}`)],
    );
    const byBucket = new Map(
      await Promise.all(
        keys.map(async (key): Promise<[number, (typeof keys)[number]]> => {
          const [row] = await run<{ bucket: number }>(bench.read, 'select hashtext($1) & 1023 as bucket', [
            `${key.integration}\n${key.groupKey}`,
          ]);
          return [row?.bucket ?? -1, key];
        }),
      ),
    );
    const middle = Math.floor(buckets.length / 2);
    const wanted = byBucket.get(buckets[middle]?.bucket ?? -1) as (typeof keys)[number];
    for (const asked of [keys, keys.toReversed()]) {
      let rest: Promise<unknown> = Promise.resolve();
      await bench.transact(async (work) => {
        await lockKeys(work, [wanted]);
        await run(work.tx, 'select 1', []);
        rest = bench.transact(async (other) => {
          await lockKeys(other, asked);
          await run(other.tx, 'select 1', []);
        });
        // All below the one that is taken, and none above it.
        expect(await Promise.race([somebodyWaits(), rest])).toBe(middle);
      });
      await rest;
    }
  });
});
