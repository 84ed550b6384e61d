/** Implements the clock port with the machine's clock. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports/clock.ts';

/** The machine's clock. The store's clock replaces `now` where it is authoritative. */
export function createSystemClock(): Clock {
  return {
    now: () => Promise.resolve(Date.now()),
    monotonic: () => performance.now(),
    machine: () => Date.now(),
    sleep,
  };
}

/** Waking early is no error and happens with every alert; Node's own sleep would throw, with a stack. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
