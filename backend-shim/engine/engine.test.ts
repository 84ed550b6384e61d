import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Store } from '../store/store.ts';
import { createEngine } from './engine.ts';

const NOTHING = () => undefined;
const log = { info: NOTHING, warn: NOTHING, error: NOTHING, debug: NOTHING } as unknown as Log;
const metrics = { engineFailures: { inc: NOTHING } } as unknown as Metrics;

it('is healthy while rounds go well and come: not after one that failed, nor when none came for 15 s', async () => {
  let monotonic = 0;
  let fails = false;
  // A round is over when the loop goes to sleep; it sleeps until the test wants the next.
  let slept = Promise.withResolvers<() => void>();
  const clock = {
    now: () => Promise.resolve(0),
    monotonic: () => monotonic,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal?.addEventListener('abort', () => resolve(), { once: true });
        if (ms !== 1300) slept.resolve(resolve);
      }),
  } as unknown as Clock;
  const store = { onWake: () => NOTHING, read: {} } as unknown as Store;
  const rounds = {
    run: () => (fails ? Promise.reject(new Error('a round failed')) : Promise.resolve(0)),
    inFlight: () => 0,
    renew: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const engine = createEngine({
    store,
    clock,
    log,
    metrics,
    rounds,
    chores: { runDue: () => Promise.resolve(), ended: () => Promise.resolve() },
    manual: false,
  });
  const nextRound = async () => {
    const wake = await slept.promise;
    slept = Promise.withResolvers();
    wake();
    await slept.promise;
  };
  expect(engine.healthy(), 'before it goes round').toBe(true);
  engine.start();
  await slept.promise;
  expect(engine.healthy()).toBe(true);
  fails = true;
  await nextRound();
  expect(engine.healthy()).toBe(false);
  fails = false;
  await nextRound();
  expect(engine.healthy()).toBe(true);
  monotonic = 14_999;
  expect(engine.healthy()).toBe(true);
  monotonic = 15_000;
  expect(engine.healthy()).toBe(false);
  await nextRound();
  expect(engine.healthy()).toBe(true);
  await engine.stop();
});
