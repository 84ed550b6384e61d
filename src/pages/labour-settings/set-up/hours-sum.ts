/** Adds up the hours of an ordinary week. */
import { DAY } from '#domain/time/duration';
import { parseClock } from '#domain/time/local';
import { wordMatches } from '#domain/time/holidays';
import type { WeeklyWindow } from '#domain/time/weekly';

/** 1970-01-05, a Monday. */
const MONDAY = 4;

/** Milliseconds of a week without public holidays; windows must not overlap. */
export function weeklyMs(windows: readonly WeeklyWindow[]): number {
  const dates = Array.from({ length: 7 }, (_, i) => MONDAY + i);
  return windows.reduce((sum, { days, from, to }) => {
    const count = dates.filter((date) => days.some((word) => wordMatches(word, date, new Set()))).length;
    const [start, end] = [parseClock(from) ?? 0, parseClock(to) ?? 0];
    return sum + count * (end > start ? end - start : end - start + DAY);
  }, 0);
}
