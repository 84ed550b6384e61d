/** Knows how long an attempt may still begin to send: as long as this process holds the rows for certain. */
import type { Clock } from '../ports/clock.ts';
import type { AttemptSignal } from '../ports/http.ts';

/** When rows were leased, and for how long. */
export interface LeaseTaken {
  /** Monotonic ms, from before the lease. */
  at: number;
  /** ms */
  lease: number;
}

export interface AttemptHold {
  signal: AttemptSignal;
  /** The lease was renewed. */
  extend(taken: LeaseTaken): void;
  /** Whether the lease ran out before everything was sent: the rows are left to whoever claims them. */
  isLost(): boolean;
  /** The attempt has ended. */
  end(): void;
}

/** @param outer ends the attempt for other reasons */
export function holdAttempt(clock: Pick<Clock, 'monotonic'>, taken: LeaseTaken, outer: AbortSignal): AttemptHold {
  const own = new AbortController();
  const abort = () => own.abort();
  let until = taken.at + taken.lease;
  let isLost = false;
  if (outer.aborted) {
    abort();
  } else {
    outer.addEventListener('abort', abort, { once: true });
  }
  const mayLeave = () => {
    if (!own.signal.aborted && clock.monotonic() > until) {
      isLost = true;
      abort();
    }
    return !own.signal.aborted;
  };
  return {
    signal: Object.assign(own.signal, { mayLeave }),
    extend: ({ at, lease }) => {
      until = Math.max(until, at + lease);
    },
    isLost: () => isLost,
    end: () => outer.removeEventListener('abort', abort),
  };
}
