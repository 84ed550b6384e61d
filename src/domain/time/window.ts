/** Answers when named weekly windows of civil time are open: business hours, nights, quiet hours. */
import type { Calendar, HolidayDates } from '#domain/time/holidays';
import { holidayDates } from '#domain/time/holidays';
import type { OpeningHours } from '#domain/time/coverage';
import { coverage, openingHours } from '#domain/time/coverage';
import { DAY, WEEK } from '#domain/time/duration';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTable } from '#domain/time/zone';
import { zoneTable } from '#domain/time/zone';

export interface TimeWindow {
  timeZone: string;
  /** Holiday region (`FR`, `FR-57`, `DE-BY`) that `workday` and `holiday` refer to. */
  holidays: string | null;
  windows: WeeklyWindow[];
}

/** Short searches first: most windows open and close within days. */
const SEARCH_SPANS = [2 * DAY, 8 * DAY, 50 * DAY, 400 * DAY];

/** Whether the windows are open at an instant. */
export function windowContains(window: TimeWindow, at: number, calendar: Calendar): boolean {
  return coverage(hoursOf(window, calendar), at, at + 1).length > 0;
}

/**
 * When the opening hours that contain `at` end; windows that touch or overlap count as one. null: `at` is outside, or
 * the hours do not end within 400 days, so that nothing may wait for their end.
 */
export function windowEnd(window: TimeWindow, at: number, calendar: Calendar): number | null {
  const hours = hoursOf(window, calendar);
  if (coverage(hours, at, at + 1).length === 0) {
    return null;
  }
  for (const span of SEARCH_SPANS) {
    const end = coverage(hours, at, at + span)[0]?.end;
    if (end !== undefined && end < at + span) {
      return end;
    }
  }
  return null;
}

/** When the windows are open first, from `at` on: `at` itself if they are; null if they do not open within `within` ms. */
export function firstOpening(window: TimeWindow, at: number, within: number, calendar: Calendar): number | null {
  return coverage(hoursOf(window, calendar), at, at + within + 1)[0]?.start ?? null;
}

/** The longest time for which the windows are closed in a week without public holidays; null: they never open in one. */
export function longestClosure(windows: readonly WeeklyWindow[]): number | null {
  const open = coverage(openingHours({ windows }, UTC, NO_HOLIDAYS), 0, 3 * WEEK);
  const [first] = open;
  if (first === undefined) {
    return null;
  }
  const ofOneWeek = open.filter(({ start }) => start < first.start + 2 * WEEK);
  return Math.max(0, ...ofOneWeek.map(({ end }, i) => (open[i + 1]?.start ?? end) - end));
}

const UTC: ZoneTable = { changes: [], offsets: [0] };
const NO_HOLIDAYS: HolidayDates = new Set();

/** The first instant after `at` at which the windows open; null if not within 400 days. */
export function nextWindowStart(window: TimeWindow, at: number, calendar: Calendar): number | null {
  const hours = hoursOf(window, calendar);
  for (const span of SEARCH_SPANS) {
    const next = coverage(hours, at, at + span).find(({ start }) => start > at);
    if (next !== undefined) {
      return next.start;
    }
  }
  return null;
}

function hoursOf(window: TimeWindow, calendar: Calendar): OpeningHours {
  return openingHours(
    window,
    zoneTable(calendar.zones, window.timeZone),
    holidayDates(calendar.holidays, window.holidays),
  );
}
