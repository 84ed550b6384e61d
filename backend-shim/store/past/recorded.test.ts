import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { insertRows } from '../query.ts';
import { createUnreadableRegistry } from '../stored/unreadable.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { readTurnsAt } from './read-period.ts';
import { keepEarlierTurns, removeTakenTurns } from './recorded.ts';

onEachDatabase('Turns that were taken', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 0 });
  });
  afterEach(() => bench.close());

  const turnsAt = async (at: number) => {
    const reader = {
      db: bench.read,
      cap: CAPABILITIES[bench.store.dialect],
      noting: createUnreadableRegistry(silentLog),
    };
    return Object.fromEntries(await readTurnsAt(reader, at));
  };

  test('are known at each instant, from before they were kept and after old ones were removed', async () => {
    await bench.transact(async (work) => {
      await insertRows(work.tx, work.cap, 'turns', [
        { key: 'old', next: 7 },
        { key: 'new', next: 2 },
      ]);
      await insertRows(work.tx, work.cap, 'turns_taken', [
        { key: 'new', at: 20, next: 2 },
        { key: 'new', at: 30, next: 3 },
      ]);
      await keepEarlierTurns(work);
      await keepEarlierTurns(work);
    });
    expect([await turnsAt(20), await turnsAt(21), await turnsAt(99)]).toEqual([
      { old: 7 },
      { old: 7, new: 2 },
      { old: 7, new: 3 },
    ]);
    await bench.transact((work) => removeTakenTurns(work, 40, 10));
    expect([await turnsAt(40), (await bench.read.selectFrom('turns_taken').selectAll().execute()).length]).toEqual([
      { old: 7, new: 3 },
      2,
    ]);
  });

  test('are removed a portion at a time, the oldest first, and the last one stays', async () => {
    await bench.transact((work) =>
      insertRows(
        work.tx,
        work.cap,
        'turns_taken',
        Array.from({ length: 6 }, (_, n) => ({ key: 'k', at: n, next: n })),
      ),
    );
    const left = async () =>
      (await bench.read.selectFrom('turns_taken').select('at').orderBy('at').execute()).map(({ at }) => at);
    expect(await bench.transact((work) => removeTakenTurns(work, 40, 2))).toBe(2);
    expect(await left()).toEqual([2, 3, 4, 5]);
    expect(await bench.transact((work) => removeTakenTurns(work, 40, 4))).toBe(3);
    expect(await left()).toEqual([5]);
  });
});
