import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import { createEngine } from './engine.ts';

const NOTHING = () => undefined;
const log = { info: NOTHING, warn: NOTHING, error: NOTHING, debug: NOTHING } as unknown as Log;
const metrics = { engineFailures: { inc: NOTHING } } as unknown as Metrics;

it('goes on while rounds go well and come, waits while the database is away, and stands still after another failure or 15 s without a round', async () => {
  let monotonic = 0;
  let fails: Error | null = null;
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
    run: () => (fails ? Promise.reject(fails) : Promise.resolve(0)),
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
  expect(engine.state(), 'before it goes round').toBe('ok');
  engine.start();
  await slept.promise;
  expect(engine.state()).toBe('ok');
  fails = new Error('a round failed');
  await nextRound();
  expect(engine.state()).toBe('still');
  fails = null;
  await nextRound();
  expect(engine.state()).toBe('ok');
  monotonic = 14_999;
  expect(engine.state()).toBe('ok');
  monotonic = 15_000;
  expect(engine.state()).toBe('still');
  await nextRound();
  expect(engine.state()).toBe('ok');
  fails = new StoreUnavailable('away');
  monotonic = 30_000;
  await nextRound();
  expect(engine.state()).toBe('waiting');
  monotonic = 44_999;
  expect(engine.state()).toBe('waiting');
  monotonic = 45_000;
  expect(engine.state(), 'no attempt comes any more').toBe('still');
  await nextRound();
  expect(engine.state()).toBe('waiting');
  await engine.stop();
});
