/** What is settled in shadow counts as handled, also at the instant at which something else happens. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../../../tests/support/databases.ts';
import { openFresh } from '../../open-fresh.fake.ts';
import { run } from '../../query.ts';
import { dueKinds } from '../../timers.ts';
import { workOn } from '../../work.fake.ts';
import type { WorkBench } from '../../work.fake.ts';
import { mayStillReach, reviveDeliveries } from './pages.ts';

const NOW = 1_000_000;

onEachDatabase('Deliveries of pages', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: NOW });
  });
  afterEach(() => bench.close());

  const sql = (text: string) => bench.transact(({ tx }) => run(tx, text, []));
  const delivery = (id: string, state: string, outcome: string | null, channel: string | null = null) =>
    sql(
      `insert into deliveries (id, kind, incident, page, entry, channel, channel_kind, lane, rank, state, outcome, due_at, done_at, attempt, content, created_at)
       values ('${id}', 'page', 'i', 'p', 1, ${channel === null ? 'null' : `'${channel}'`}, 'email', 'l', 0, '${state}', ${outcome === null ? 'null' : `'${outcome}'`}, 1, ${NOW}, 1, '{}', 1)`,
    );

  it('that a resolution cancelled are due again after an undo, those in shadow are not', async () => {
    await delivery('cancelled', 'cancelled', 'resolved');
    await delivery('shadow', 'cancelled', 'shadow');
    await bench.transact((work) => reviveDeliveries(work, ['p'], NOW));
    expect(await run(bench.read, 'select id, state from deliveries order by id', [])).toEqual([
      { id: 'cancelled', state: 'due' },
      { id: 'shadow', state: 'cancelled' },
    ]);
  });

  it.each([
    ['a room in shadow', 'cancelled', 'shadow', 'room', true],
    ['a room that got it', 'done', null, 'room', true],
    ['a room whose message was cancelled', 'cancelled', 'resolved', 'room', false],
    ['a room that did not take it', 'failed', null, 'room', false],
    ['no room at all', 'done', null, null, false],
  ])('may still reach somebody: %s', async (_, state, outcome, channel, reaches) => {
    await delivery('d', state, outcome, channel);
    expect(await bench.transact((work) => mayStillReach(work, 'i', 1))).toBe(reaches);
    expect(await bench.transact((work) => mayStillReach(work, 'i', 2))).toBe(false);
  });

  it('and updates of sources wake the engine when the lease of a sidecar that died is over', async () => {
    expect([...(await dueKinds(bench.read, NOW))]).toEqual([]);
    await delivery('d', 'sending', null);
    await sql(`update deliveries set lease_until = ${NOW}`);
    expect([...(await dueKinds(bench.read, NOW - 1))]).toEqual([]);
    expect([...(await dueKinds(bench.read, NOW))]).toEqual(['delivery']);
    await sql(
      `insert into syncs (id, incident, integration, what, actor, state, due_at, lease_until, attempt, created_at)
       values ('s', 'i', 'zabbix', 'acknowledge', 'ann', 'sending', 1, ${NOW}, 1, 1)`,
    );
    expect([...(await dueKinds(bench.read, NOW - 1))]).toEqual([]);
    expect([...(await dueKinds(bench.read, NOW))].sort()).toEqual(['delivery', 'sync']);
  });
});
