/** Finds which work profile holds when, and profiles that contradict each other or themselves. */
import type { WorkProfile } from '#domain/labour/facts/model';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { parseClock } from '#domain/time/local';
import { wordMatches } from '#domain/time/holidays';
import type { WeeklyWindow } from '#domain/time/weekly';

/** The profile in force on a date; null: none, or one of somebody to whom the rules do not apply (Cass. soc. 28-10-2008, 07-42.487). */
export function profileOn(profiles: readonly WorkProfile[], date: LocalDate): WorkProfile | null {
  const last = profiles.findLast(({ from }) => from <= date);
  return last === undefined || last.contract === 'exempt' || (last.until !== null && last.until < date) ? null : last;
}

/** 1970-01-04, a Sunday. */
const SUNDAY: LocalDate = 3;

/** When a window is open on a date, ms since 1970-01-01 on the wall; null: it does not start on that date. */
function onWall({ days, from, to }: WeeklyWindow, date: LocalDate, holiday: boolean) {
  if (!days.some((word) => wordMatches(word, date, new Set(holiday ? [date] : [])))) {
    return null;
  }
  const [start, end] = [parseClock(from) ?? 0, parseClock(to) ?? 0];
  return { start: date * DAY + start, end: date * DAY + (end <= start ? end + DAY : end) };
}

function overlap(one: WeeklyWindow, other: WeeklyWindow, same: boolean): boolean {
  for (let date = SUNDAY; date < SUNDAY + 7; date++) {
    // The other one starts on the same date, or on the next, each of which may be a public holiday.
    for (const next of same ? [date + 1] : [date - 1, date, date + 1]) {
      for (const [here, there] of HOLIDAYS) {
        const [a, b] = [onWall(one, date, here), onWall(other, next, next === date ? here : there)];
        if (a !== null && b !== null && a.start < b.end && b.start < a.end) {
          return true;
        }
      }
    }
  }
  return false;
}

const HOLIDAYS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

/** Indices of the first two windows that overlap on some day (of one, if it overlaps its own next day); null: none do. */
export function overlapOf(schedule: readonly WeeklyWindow[]): [number, number] | null {
  for (let i = 0; i < schedule.length; i++) {
    for (let j = 0; j <= i; j++) {
      if (overlap(schedule[i] as WeeklyWindow, schedule[j] as WeeklyWindow, i === j)) {
        return [j, i];
      }
    }
  }
  return null;
}

/**
 * The unit of another profile of the same person that holds at the same time. A person belongs to one unit at a time,
 * so the first unit's HR must set `until` before the next unit's profile begins.
 */
export function otherUnit(profile: WorkProfile, others: readonly WorkProfile[]): string | null {
  const next = (of: WorkProfile): number => {
    const later = [profile, ...others].filter(
      ({ user, unit, from }) => user === of.user && unit === of.unit && from > of.from,
    );
    return Math.min(of.until ?? Infinity, ...later.map(({ from }) => from - 1));
  };
  const clash = others.find(
    (other) =>
      other.user === profile.user &&
      other.unit !== profile.unit &&
      other.from <= next(profile) &&
      profile.from <= next(other),
  );
  return clash?.unit ?? null;
}
