/** Defines zones and public holidays: everything that civil time depends on. */
import type { LocalDate } from '#domain/time/calendar';
import { weekdayOf } from '#domain/time/calendar';
import { parseDate } from '#domain/time/local';
import type { DayWord } from '#domain/time/weekly';
import type { ZoneTables } from '#domain/time/zone';

/** Dates (`2026-04-03`) by region (`FR`, `FR-57`, `DE-BY`). A missing region has no holidays. */
export type HolidaysByRegion = Readonly<Record<string, readonly string[]>>;

/** JSON. Its parts are values: replace a list or a table, never change one in place (they key caches). */
export interface Calendar {
  readonly zones: ZoneTables;
  readonly holidays: HolidaysByRegion;
}

export type HolidayDates = ReadonlySet<LocalDate>;

const NONE: HolidayDates = new Set();
const datesByList = new WeakMap<readonly string[], HolidayDates>();

export function holidayDates(holidays: HolidaysByRegion, region: string | null): HolidayDates {
  const list = region === null ? undefined : holidays[region];
  if (list === undefined) {
    return NONE;
  }
  let dates = datesByList.get(list);
  if (dates === undefined) {
    dates = new Set(list.map(parseDate).filter((date) => date !== null));
    datesByList.set(list, dates);
  }
  return dates;
}

/** Indexed by the weekday of `weekdayOf`. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const satisfies readonly DayWord[];

/** Whether a day word names this date. `holidays` are the dates of the region in question. */
export function wordMatches(word: DayWord, date: LocalDate, holidays: HolidayDates): boolean {
  const weekday = weekdayOf(date);
  const weekend = weekday === 0 || weekday === 6;
  switch (word) {
    case 'daily':
      return true;
    case 'weekend':
      return weekend;
    case 'workday':
      return !weekend && !holidays.has(date);
    case 'holiday':
      return holidays.has(date);
    default:
      return WEEKDAYS[weekday] === word;
  }
}
