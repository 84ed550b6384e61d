/** Whether the database takes writes: what finds out that it does not, what is said of it, and that it clears itself. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoreTrouble } from '#contract/reasons/store';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createWriteWatch } from './write-watch.ts';
import type { WriteWatch } from './write-watch.ts';

const FULL: StoreTrouble = { reason: 'disk-full', data: { where: '/data' } };
const AWAY: StoreTrouble = { reason: 'database-away' };
const START = Date.UTC(2026, 0, 5, 9);

/** Sleeps end when the test lets time pass. */
function world() {
  const state = { outcome: null as StoreTrouble | Error | 'hangs' | null, writes: 0, lines: [] as string[] };
  const sleepers = new Set<{ until: number; wake(): void }>();
  let now = 0;
  const clock = {
    monotonic: () => now,
    machine: () => START + now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => (sleepers.delete(sleeper), resolve()), { once: true });
      }),
  };
  const write = (level: string) => (_fields: object, text: string) => void state.lines.push(`${level} ${text}`);
  const log = { debug: () => undefined, info: write('info'), warn: write('warn'), error: write('error') };
  const watch = createWriteWatch({
    write: () => {
      state.writes += 1;
      const { outcome } = state;
      if (outcome === 'hangs') return new Promise(() => undefined);
      if (outcome === null) return Promise.resolve();
      return Promise.reject(
        outcome instanceof Error ? outcome : new StoreUnavailable('database: no', { trouble: outcome }),
      );
    },
    clock,
    log: log as unknown as Log,
  });
  const turns = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    const end = now + ms;
    while (now < end) {
      now = Math.min(end, ...[...sleepers].map(({ until }) => Math.max(until, now + 1)));
      [...sleepers].filter(({ until }) => until <= now).forEach((one) => (sleepers.delete(one), one.wake()));
      await turns();
      await turns();
    }
  };
  return { watch, state, pass };
}

let watch: WriteWatch;
let state: ReturnType<typeof world>['state'];
let pass: ReturnType<typeof world>['pass'];
beforeEach(async () => {
  ({ watch, state, pass } = world());
  watch.start();
  await pass(1);
});
afterEach(() => watch.stop());

it('writes again and again, and says nothing while that goes well', async () => {
  await pass(30_000);
  expect([watch.trouble(), state.writes, state.lines]).toEqual([null, 11, []]);
});

it('names a full disk at once, and that it is over soon after', async () => {
  await pass(10_000);
  state.outcome = FULL;
  await pass(3000);
  expect(watch.trouble()).toEqual({ trouble: FULL, since: expect.any(Number) });
  expect(state.lines).toEqual([
    'error nothing can be written: the disk of /data is full; alerts are refused. Free space there, or enlarge the disk',
  ]);
  await pass(60_000);
  expect(state.lines, 'not again and again').toHaveLength(1);
  await pass(5 * 60_000);
  expect(state.lines, 'but once in five minutes').toHaveLength(2);
  state.outcome = null;
  await pass(1000);
  expect([watch.trouble(), state.lines.at(-1)]).toEqual([null, 'info the database takes writes again']);
});

it('tells of what ends by itself when it has lasted, within ten seconds, and not of what was short', async () => {
  state.outcome = AWAY;
  await pass(3000);
  expect([watch.trouble()?.trouble, state.lines]).toEqual([AWAY, []]);
  state.outcome = null;
  await pass(1000);
  expect([watch.trouble(), state.lines]).toEqual([null, []]);
  state.outcome = AWAY;
  await pass(9000);
  expect(state.lines).toEqual([
    expect.stringMatching(/^error nothing can be written: the database cannot be reached;/),
  ]);
});

it('keeps since when, also where the cause changes, and tells the new one', async () => {
  state.outcome = FULL;
  await pass(3000);
  const since = watch.trouble()?.since;
  state.outcome = { reason: 'disk-failing', data: { where: '/data' } };
  await pass(1000);
  expect(watch.trouble()).toEqual({ trouble: state.outcome, since });
  expect(state.lines.map((line) => line.split(';')[0])).toEqual([
    'error nothing can be written: the disk of /data is full',
    'error nothing can be written: the disk of /data fails',
  ]);
});

it('is told by a refused alert, without waiting for the next attempt', () => {
  watch.refused(new StoreUnavailable('database: no', { trouble: FULL }));
  expect([watch.trouble()?.trouble, state.lines.length]).toEqual([FULL, 1]);
});

it('counts a write without an answer, of which there is one at a time', async () => {
  state.outcome = 'hangs';
  await pass(3000);
  const { writes } = state;
  await pass(6000);
  expect(watch.trouble()?.trouble).toEqual({ reason: 'silent' });
  await pass(30_000);
  expect(state.writes).toBe(writes);
});

it('counts what fails for an unknown reason, and stops at once', async () => {
  state.outcome = new TypeError('a bug');
  await pass(3000);
  expect(watch.trouble()?.trouble).toEqual({ reason: 'refusing' });
  state.outcome = 'hangs';
  await pass(1000);
  await watch.stop();
});
