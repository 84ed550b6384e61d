/** Tests which due timers a transaction gets, beside others on the same database. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase, onPostgres } from '../../tests/support/databases.ts';
import type { TestDatabase } from '../../tests/support/databases.ts';
import { openFresh } from './open-fresh.fake.ts';
import { run } from './query.ts';
import { dueTimers, setDueNow } from './timers.ts';
import type { TimerKind } from './timers.ts';
import { workOn } from './work.fake.ts';
import type { WorkBench } from './work.fake.ts';

const NOW = 1_000_000;

function benchOn(database: TestDatabase) {
  const held: { bench: WorkBench | null } = { bench: null };
  beforeEach(async () => {
    held.bench = await workOn(await openFresh(database), { now: NOW });
  });
  afterEach(() => held.bench?.close());
  return {
    transact: ((work) => (held.bench as WorkBench).transact(work)) as WorkBench['transact'],
    due: (kind: TimerKind) =>
      (held.bench as WorkBench).transact(async (work) =>
        (await dueTimers(work, kind, 10)).map(({ subject }) => subject),
      ),
  };
}

onEachDatabase('Due timers', (database) => {
  const { transact, due } = benchOn(database);

  it.each<TimerKind>(['heartbeat', 'rota', 'swap', 'calendar'])(
    'a timer of kind %s is found where its owner was deleted before it was set, so that the stage clears it',
    async (kind) => {
      await transact((work) => setDueNow(work, kind, ['gone']));
      expect(await due(kind)).toEqual(['gone']);
    },
  );

  it('a timer waits for its time', async () => {
    await transact((work) => setDueNow({ ...work, now: NOW + 1 }, 'rota', ['gone']));
    expect(await due('rota')).toEqual([]);
  });
});

onPostgres('Due timers of two sidecars', (database) => {
  const { transact, due } = benchOn(database);

  it('a timer is not taken from somebody who holds its owner, or the timer itself where it has none', async () => {
    await transact(async (work) => {
      await run(work.tx, "insert into rota_marks (rota, checked_at) values ('week', 0)", []);
      await setDueNow(work, 'rota', ['week']);
      await setDueNow(work, 'calendar', ['gone']);
    });
    await transact(async (work) => {
      expect([await dueTimers(work, 'rota', 10), await dueTimers(work, 'calendar', 10)]).toMatchObject([
        [{ subject: 'week' }],
        [{ subject: 'gone' }],
      ]);
      expect([await due('rota'), await due('calendar')]).toEqual([[], []]);
    });
    expect([await due('rota'), await due('calendar')]).toEqual([['week'], ['gone']]);
  });
});
