/** The database's time without asking for it each time: asked once in a while, carried on by the process's own clock. */
import type { Clock } from '../../ports/clock.ts';

/** Clocks of machines drift by milliseconds an hour; a clock that was set is noticed within this. */
const TRUSTED_MS = 1000;
/** A machine that slept or whose clock was set: its clocks disagree by more than this. */
const TOLERANCE_MS = 20;

interface ClockReading {
  /** The database's time, epoch ms, when `monotonic` was. */
  at: number;
  monotonic: number;
  machine: number;
}

/** @param ask the database's time, epoch ms */
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
    // The answer is of some moment in between.
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
    // Readings differ by a part of a round trip: that alone must not let time go backwards.
    latest = now < latest && latest - now < TRUSTED_MS ? latest : now;
    return latest;
  };
}
