import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { CAPABILITIES } from '../capabilities.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { insertRows } from '../query.ts';
import type { Database } from '../schema.ts';
import type { DeliveryRow } from '../schema/deliveries.ts';
import { createUnreadableRegistry } from '../stored/unreadable.ts';
import { silentLog } from '../upkeep/silent-log.fake.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import { readLeftOut, readPastDeliveries, readPastSignals } from './read-period.ts';
import { insertSignalBodies } from './signal-bodies.ts';

const page = (id: string, more: object = {}): DeliveryRow => ({
  ...({ id, kind: 'page', incident: 'i', channel_kind: 'email', lane: 'l', rank: 0, state: 'done' } as DeliveryRow),
  due_at: 5,
  attempt: 2,
  content: '{}',
  created_at: 5,
  ...more,
});

onEachDatabase('What is recorded of a period', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 0 });
  });
  afterEach(() => bench.close());
  const reader = () => ({
    db: bench.read,
    cap: CAPABILITIES[bench.store.dialect],
    noting: createUnreadableRegistry(silentLog),
  });

  test('all alerts are read once, by instant, and whatever else there is to do is done meanwhile', async () => {
    const body = JSON.stringify({ fingerprint: 'f', groupKey: 'g', status: 'firing' });
    // Seven come at each instant, the ids are not in that order, and the period begins and ends between some.
    const rows = Array.from({ length: 2100 }, (_, index) => ({
      signal: `s${(index * 37) % 2100}`.padEnd(6, 'x'),
      at: 10 + Math.floor(index / 7),
      integration: 'w',
      tests: 0,
      body,
    }));
    await bench.transact((work) => insertSignalBodies(work, rows));
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const read = await readPastSignals(reader(), { from: 11, to: 309 });
    isOver = true;
    const nameOf = (at: number, id: string) => `${String(at).padStart(3, '0')} ${id}`;
    const wanted = rows.filter(({ at }) => at >= 11 && at < 309).map(({ at, signal }) => nameOf(at, signal));
    expect(read.map(({ at, id }) => nameOf(at, id)).sort()).toEqual(wanted.sort());
    expect(read.map(({ at }) => at)).toEqual(read.map(({ at }) => at).sort((a, b) => a - b));
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  test('all pages are read once, each with its attempts in order', async () => {
    const incidents = Array.from({ length: 1100 }, (_, index) => `i${index}`);
    const ids = Array.from({ length: 1100 }, (_, index) => `d${String(index).padStart(4, '0')}`);
    const attempts = ids.flatMap((delivery) =>
      [2, 1].map((attempt) => ({ delivery, attempt, at: 4 + attempt, outcome: 'done', took_ms: attempt })),
    ) as Array<Database['attempts']>;
    await bench.transact(async ({ tx, cap }) => {
      const others = [
        page('before', { created_at: 4 }),
        page('after', { created_at: 6 }),
        page('tell', { kind: 'tell' }),
      ];
      await insertRows(tx, cap, 'deliveries', [...ids.map((id, n) => page(id, { incident: `i${n}` })), ...others]);
      await insertRows(tx, cap, 'attempts', attempts);
    });
    const read = await readPastDeliveries(reader(), { from: 5, to: 6 }, incidents);
    expect(read.map(({ id }) => id).sort()).toEqual(ids);
    expect(new Set(read.map((one) => one.attempts.map(({ at, tookMs }) => `${at} ${tookMs}`).join()))).toEqual(
      new Set(['5 1,6 2']),
    );
  });

  test('incidents that cannot be gone through again are found among however many', async () => {
    const ids = Array.from({ length: 600 }, (_, index) => `i${index}`);
    const entry = (incident: string, kind: string, more: object = {}) =>
      ({ id: `${incident}-${kind}`, incident, at: 5, kind, text: '', data: '{}', ...more }) as Database['timeline'];
    await bench.transact(async ({ tx, cap }) => {
      await insertRows(tx, cap, 'timeline', [
        ...ids.map((id) => entry(id, 'opened')),
        ...['i3', 'i599', 'elsewhere'].map((id) => entry(id, 'merged')),
        entry('i4', 'held', { data: '{"by":"silenced"}' }),
        entry('i5', 'held'),
        entry('i6', 'shadow'),
        entry('i7', 'merged', { at: 6 }),
      ]);
      await insertRows(tx, cap, 'deliveries', [page('s', { incident: 'i8', outcome: 'shadow' })]);
    });
    const found = await readLeftOut(reader(), { from: 5, to: 6 }, ids);
    expect(Object.fromEntries(found)).toEqual({
      i3: 'merged',
      i4: 'silenced',
      i599: 'merged',
      i6: 'shadow',
      i8: 'shadow',
    });
  });
});
