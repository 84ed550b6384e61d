import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { createUnreadableRegistry } from '../stored/unreadable.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { readPastSignals } from './read-period.ts';
import { insertSignalBodies } from './signal-bodies.ts';

onEachDatabase('What is recorded of a period', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 0 });
  });
  afterEach(() => bench.close());

  test('all alerts are read once, by instant, and whatever else there is to do is done meanwhile', async () => {
    const body = JSON.stringify({ fingerprint: 'f', groupKey: 'g', status: 'firing' });
    // Seven come at each instant, the ids are not in that order, and the period begins and ends between some.
    const rows = Array.from({ length: 2100 }, (_, index) => ({
      ...{ signal: `s${(index * 37) % 2100}`.padEnd(6, 'x'), at: 10 + Math.floor(index / 7) },
      ...{ integration: 'w', tests: 0, body },
    }));
    await bench.transact((work) => insertSignalBodies(work, rows));
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const reader = {
      ...{ db: bench.read, cap: CAPABILITIES[bench.store.dialect] },
      noting: createUnreadableRegistry(silentLog),
    };
    const read = await readPastSignals(reader, { from: 11, to: 309 });
    isOver = true;
    const nameOf = (at: number, id: string) => `${String(at).padStart(3, '0')} ${id}`;
    const wanted = rows.filter(({ at }) => at >= 11 && at < 309).map(({ at, signal }) => nameOf(at, signal));
    expect(read.map(({ at, id }) => nameOf(at, id)).sort()).toEqual(wanted.sort());
    expect(read.map(({ at }) => at)).toEqual(read.map(({ at }) => at).sort((a, b) => a - b));
    expect(turns).toBeGreaterThanOrEqual(4);
  });
});
