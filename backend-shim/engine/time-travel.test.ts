/** The manual clock moves: what is due on the way happens at its own instant. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import { createManualClock } from '../store/clock.ts';
import { clearTimers, setTimers } from '../store/timers.ts';
import { openWork } from '../store/work.fake.ts';
import type { WorkBench } from '../store/work.fake.ts';
import { travelTo } from './time-travel.ts';
import type { TravelDeps } from './time-travel.ts';

const START = Date.UTC(2026, 0, 1);
let bench: WorkBench;
let happened: string[];
let reloads: number[];
let inFlight: number;
let monotonic: number;
let slept: number[];
let deps: TravelDeps;
beforeEach(async () => {
  bench = await openWork({ now: START });
  [happened, reloads, inFlight, monotonic, slept] = [[], [], 0, 0, []];
  const machine = {
    monotonic: () => monotonic,
    sleep: (ms: number) => (
      (monotonic += ms),
      slept.push(ms),
      (inFlight = Math.max(0, inFlight - 1)),
      Promise.resolve()
    ),
  } as unknown as Clock;
  const clock = await createManualClock(bench.store, machine);
  deps = {
    store: bench.store,
    clock,
    machine,
    engine: { exclusively: (work: () => Promise<unknown>) => (happened.push('alone'), work()) } as TravelDeps['engine'],
    reload: () => (reloads.push(happened.length), Promise.resolve()),
    ingest: { idle: () => (happened.push('stored'), Promise.resolve()) },
    chores: {
      runAll: async (now, moved) =>
        void happened.push(`${moved ? '' : 'some '}chores ${now - START} at ${(await clock.now()) - START}`),
    },
    rounds: {
      inFlight: () => inFlight,
      renew: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      run: async (now) => {
        const due = await bench.read
          .selectFrom('timers')
          .select('subject')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .execute();
        due.forEach(({ subject }) => happened.push(`${subject} ${now - START}`));
        await bench.transact((work) =>
          clearTimers(
            work,
            'incident',
            due.map(({ subject }) => subject),
          ),
        );
        return due.length;
      },
    },
  };
});
afterEach(() => bench.close());

const timer = (subject: string, at: number) =>
  bench.transact((work) => setTimers(work, [{ kind: 'incident', subject, due_at: START + at, rank: 0, attempt: 0 }]));
const travel = async (to: number) => (await travelTo(deps, START + to)) - START;
const now = async () => (await deps.clock.now()) - START;

it('to what is due on the way, each at its own instant, and then the chores', async () => {
  await timer('b', 200);
  await timer('a', 100);
  await timer('last', 300);
  await timer('later', 301);
  expect(await travel(300)).toBe(300);
  expect(happened).toEqual(['stored', 'alone', 'a 100', 'b 200', 'last 300', 'chores 300 at 300']);
  expect(await now()).toBe(300);
  expect(slept, 'without waiting').toEqual([]);
});

it('what a round changed is in force before the next', async () => {
  await timer('a', 100);
  await travel(100);
  const [first, ...later] = happened.flatMap((what, index) => (what === 'a 100' ? [index + 1] : []));
  expect(later).toEqual([]);
  expect(reloads).toContain(first);
});

it('what was due before happens now, and what the chores bring happens before it ends', async () => {
  await timer('old', -50);
  const { runAll } = deps.chores;
  deps.chores.runAll = async (at, moved) => (await timer('brought', 10), runAll(at, moved));
  await travel(10);
  expect(happened).toEqual(['stored', 'alone', 'old 0', 'chores 10 at 10', 'brought 10']);
});

it('back runs nothing', async () => {
  await travel(100);
  happened = [];
  await timer('a', 50);
  expect([await travel(99), await now(), happened]).toEqual([99, 99, ['stored', 'alone']]);
});

it('to where it is runs what is due', async () => {
  await timer('a', 0);
  await travel(0);
  expect(happened).toContain('a 0');
  expect(happened, 'time stands still').toContain('some chores 0 at 0');
});

it('waits for what is under way, however long', async () => {
  inFlight = 3000;
  await travel(1);
  expect([slept.length, slept[0]]).toEqual([3000, 5]);
});

it('waits for what another sidecar is sending, ten seconds', async () => {
  await bench.transact(({ tx }) =>
    tx
      .insertInto('deliveries')
      .values({
        id: 'd',
        kind: 'page',
        channel_kind: 'email',
        lane: 'l',
        rank: 0,
        state: 'sending',
        due_at: START,
        attempt: 1,
        content: '{}',
        created_at: START,
        lease_until: START + 1e9,
      } as never)
      .execute(),
  );
  await travel(0);
  expect((slept.length * 5) / 2, 'before the chores, and after them').toBe(10_000);
});
