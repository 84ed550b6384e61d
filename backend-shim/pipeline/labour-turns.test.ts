/** Turns of labour law beside paging. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Directory } from '../ports/directory.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { createLabourTurns } from './labour-turns.ts';
import type { LabourTurns, LabourTurnsDeps } from './labour-turns.ts';

const NOW = Date.UTC(2026, 9, 7, 3);

let bench: WorkBench;
/** Monotonic, and how long a turn takes. */
let [at, takes] = [0, 0];
let isSending = false;
let woken: number;
let labour: LabourTurns;
beforeEach(async () => {
  bench = await openWork({ now: NOW, directory: { units: new Map(), profiles: new Map() } as unknown as Directory });
  [at, takes, isSending, woken] = [1000, 2, false, 0];
  labour = createLabourTurns({
    transact: (work: (of: Work) => Promise<unknown>) => bench.transact(work).finally(() => (at += takes)),
    channels: new Map(),
    metrics: { labourFailures: { inc: () => undefined } },
    log: { error: () => undefined },
    clock: { monotonic: () => at },
    isSending: () => isSending,
    wake: () => void (woken += 1),
  } as unknown as LabourTurnsDeps);
});
afterEach(() => bench.close());

const units = (count: number) =>
  bench.transact(({ tx }) =>
    tx
      .insertInto('timers')
      .values(
        Array.from({ length: count }, (_, i) => ({
          kind: 'unit',
          subject: `u${i}`,
          due_at: NOW,
          rank: 0,
          attempt: 0,
        })),
      )
      .execute(),
  );
const left = async () => (await bench.read.selectFrom('timers').select('subject').execute()).length;
/** @returns how many units are left after the turn, if there was one, and the pause then */
async function take(isDue = true): Promise<[number, number | null]> {
  labour.take(isDue, NOW);
  await labour.idle();
  return [await left(), labour.pause()];
}

it('a round does not wait for a turn, and what came of it is taken up by the one after the pause', async () => {
  await units(2);
  labour.take(true, NOW);
  expect([labour.inFlight(), labour.pause()]).toEqual([1, 12]);
  // One at a time.
  labour.take(true, NOW);
  await labour.idle();
  expect([labour.inFlight(), await left(), labour.pause()]).toEqual([0, 1, 10]);
});

it('there is a turn every 12 ms, so that a month of 200 people is made in time', async () => {
  await units(3);
  expect([await take(), woken]).toEqual([[2, 10], 0]);
  at += 9.5;
  expect(await take()).toEqual([2, 1]);
  at += 0.5;
  expect(await take()).toEqual([1, 10]);
});

it('a long turn is followed by a pause, too', async () => {
  await units(2);
  takes = 50;
  labour.take(true, NOW);
  at += 12;
  expect([labour.pause(), woken]).toEqual([1000, 0]);
  await labour.idle();
  // The engine may be asleep for long by then.
  expect([await left(), labour.pause(), woken]).toEqual([1, 3, 1]);
});

it('what is not due waits for nothing', async () => {
  await units(1);
  await take();
  expect(await take(false)).toEqual([0, null]);
  at += 100;
  // Another sidecar took it.
  expect(await take()).toEqual([0, 10]);
});

it('a page that is being sent is first; a channel that takes long to answer stops nobody for long', async () => {
  await units(3);
  isSending = true;
  // Nothing was looked at before.
  expect(await take()).toEqual([2, 250]);
  at += 249;
  expect(await take()).toEqual([2, 1]);
  isSending = false;
  expect(await take()).toEqual([1, 10]);
  isSending = true;
  at += 250;
  expect((await take())[0]).toBe(0);
});

it('a database that is away fails the next round, once', async () => {
  await units(1);
  const { transact } = bench;
  bench.transact = () => Promise.reject(new StoreUnavailable('away'));
  await take();
  bench.transact = transact;
  expect(() => labour.take(true, NOW)).toThrow(StoreUnavailable);
  at += 12;
  expect((await take())[0]).toBe(0);
});
