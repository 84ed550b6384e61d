/**
 * Provides the database's time without a query each time: it is queried at intervals and extrapolated by the clock of
 * this process.
 */
import type { Clock } from '../../ports/clock.ts';
import { SMALLEST_STEP_MS } from '../clock.ts';
import type { ClockStep } from '../store.ts';

/** Clocks of machines drift by milliseconds per hour; a clock that was set is noticed within this time. */
const TRUSTED_MS = 1000;
/** If the machine's clocks disagree by more than this, the machine slept or its clock was set. */
const TOLERANCE_MS = 20;

/**
 * A reading that took longer may be wrong by half of it: this process was frozen, or its turn came late. Leases of others
 * would seem to end before their time. Whoever asks for the time waits, so a busy machine is no reason to read it again.
 */
const LONGEST_READING_MS = 1000;
const MOST_READINGS = 3;
export interface DatabaseTime {
  /** epoch ms */
  now: number;
  /** How often it was set back so far. */
  steps: number;
}

interface ClockReading {
  /** The database's time (epoch ms) at the instant `monotonic`. */
  at: number;
  steps: number;
  monotonic: number;
  machine: number;
  /** ms from the question to its answer. */
  tookMs: number;
}

export interface DatabaseClock {
  now(): Promise<number>;
  /**
   * Whether the clock was set back since it was `at`. Then the next `now` reads it, and waits while waits are moved.
   *
   * @param ask queries the time in the transaction that began at `at`
   */
  isSetBack(at: number, ask: () => Promise<Pick<DatabaseTime, 'now'>>): Promise<boolean>;
}

/**
 * @param ask queries the database's time
 * @param stepped called when it was set back, before anybody reads the new time; it must not ask for the time
 */
export function createDatabaseClock(
  ask: () => Promise<DatabaseTime>,
  clock: Pick<Clock, 'monotonic' | 'machine'>,
  stepped: (step: ClockStep) => Promise<void>,
): DatabaseClock {
  let reading: ClockReading | null = null;
  let isDoubted = false;
  let asking: Promise<ClockReading> | null = null;
  let latest = 0;

  async function read(): Promise<ClockReading> {
    let best = await readOnce();
    for (let tries = 1; best.tookMs > LONGEST_READING_MS && tries < MOST_READINGS; tries += 1) {
      const again = await readOnce();
      best = again.tookMs < best.tookMs ? again : best;
    }
    const by = reading === null ? 0 : stepBetween(reading, best);
    if (by < 0) {
      await stepped({ by, known: best.steps, now: best.at });
      best = await readOnce();
    }
    reading = best;
    isDoubted = false;
    return best;
  }

  async function readOnce(): Promise<ClockReading> {
    const before = clock.monotonic();
    const { now: at, steps } = await ask();
    const after = clock.monotonic();
    // The answer refers to a moment between request and response.
    const tookMs = after - before;
    return { at, steps, monotonic: before + tookMs / 2, machine: clock.machine() - tookMs / 2, tookMs };
  }

  const isTrusted = ({ monotonic, machine }: ClockReading): boolean => {
    const elapsed = clock.monotonic() - monotonic;
    return !isDoubted && elapsed < TRUSTED_MS && Math.abs(clock.machine() - machine - elapsed) < TOLERANCE_MS;
  };

  const extrapolated = (known: ClockReading): number => Math.floor(known.at + clock.monotonic() - known.monotonic);

  return {
    now: async () => {
      const known =
        reading !== null && isTrusted(reading) ? reading : await (asking ??= read().finally(() => (asking = null)));
      const now = extrapolated(known);
      // Readings differ by part of a round trip, which must not make time go backwards.
      latest = now < latest && latest - now < TRUSTED_MS ? latest : now;
      return latest;
    },
    isSetBack: async (at, askHere) => {
      // A step since the last reading is so recent that nothing has been moved yet: `at` is moved with the rest.
      const now = reading !== null && isTrusted(reading) ? extrapolated(reading) : (await askHere()).now;
      const isBack = now < at - SMALLEST_STEP_MS;
      isDoubted ||= isBack;
      return isBack;
    },
  };
}

/**
 * How far the clock was set back between two readings; 0 if it was not, or if another sidecar has seen to it.
 * @returns ms, not positive
 */
function stepBetween(before: ClockReading, after: ClockReading): number {
  const by = after.at - (before.at + after.monotonic - before.monotonic);
  const uncertainty = (before.tookMs + after.tookMs) / 2;
  return after.steps === before.steps && by < -SMALLEST_STEP_MS - uncertainty ? Math.round(by) : 0;
}
