/**
 * Provides the database's time without a query each time: it is queried at intervals and extrapolated by the clock of
 * this process.
 */
import type { Clock } from '../../ports/clock.ts';

/** Clocks of machines drift by milliseconds per hour; a clock that was set is noticed within this time. */
const TRUSTED_MS = 1000;
/** If the machine's clocks disagree by more than this, the machine slept or its clock was set. */
const TOLERANCE_MS = 20;

interface ClockReading {
  /** The database's time (epoch ms) at the instant `monotonic`. */
  at: number;
  monotonic: number;
  machine: number;
}

/** @param ask queries the database's time, epoch ms */
export function createDatabaseClock(
  ask: () => Promise<number>,
  clock: Pick<Clock, 'monotonic' | 'machine'>,
): () => Promise<number> {
  let reading: ClockReading | null = null;
  let asking: Promise<ClockReading> | null = null;
  let latest = 0;

  async function read(): Promise<ClockReading> {
    const before = clock.monotonic();
    const at = await ask();
    const after = clock.monotonic();
    // The answer refers to a moment between request and response.
    reading = { at, monotonic: before + (after - before) / 2, machine: clock.machine() - (after - before) / 2 };
    return reading;
  }

  const isTrusted = ({ monotonic, machine }: ClockReading): boolean => {
    const elapsed = clock.monotonic() - monotonic;
    return elapsed < TRUSTED_MS && Math.abs(clock.machine() - machine - elapsed) < TOLERANCE_MS;
  };

  return async () => {
    const known =
      reading !== null && isTrusted(reading) ? reading : await (asking ??= read().finally(() => (asking = null)));
    const now = Math.floor(known.at + clock.monotonic() - known.monotonic);
    // Readings differ by part of a round trip, which must not make time go backwards.
    latest = now < latest && latest - now < TRUSTED_MS ? latest : now;
    return latest;
  };
}
