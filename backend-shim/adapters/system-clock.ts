import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** The machine's clock. `now` is replaced by the store's where that one counts. */
export function createSystemClock(): Clock {
  return {
    now: () => Promise.resolve(Date.now()),
    monotonic: () => performance.now(),
    machine: () => Date.now(),
    sleep: async (ms, signal) => {
      try {
        await delay(ms, undefined, { signal, ref: true });
      } catch (error) {
        // Being woken early is what the signal is for.
        if (!signal?.aborted) {
          throw error;
        }
      }
    },
  };
}
