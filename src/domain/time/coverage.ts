/** Turns weekly windows into the spans of instants that they cover. */
import type { HolidayDates } from '#domain/time/holidays';
import { wordMatches } from '#domain/time/holidays';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import { parseClock } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import { mergeSpans } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, lastInstant, toLocal } from '#domain/time/zone';

interface DailyHours {
  /** One entry per weekday (0 = Sunday), each for an ordinary day and for a public holiday. */
  onOrdinary: readonly boolean[];
  onHoliday: readonly boolean[];
  /** ms after midnight of the day on which the window starts. */
  from: number;
  to: number;
}

/** Weekly windows in one zone, prepared for questions. */
export interface OpeningHours {
  zone: ZoneTable;
  holidays: HolidayDates;
  daily: readonly DailyHours[];
}

const dailyByWindows = new WeakMap<readonly WeeklyWindow[], readonly DailyHours[]>();

export function openingHours(
  { windows }: { windows: readonly WeeklyWindow[] },
  zone: ZoneTable,
  holidays: HolidayDates,
): OpeningHours {
  let daily = dailyByWindows.get(windows);
  if (daily === undefined) {
    daily = windows.map(toDaily);
    dailyByWindows.set(windows, daily);
  }
  return { zone, holidays, daily };
}

function toDaily(window: WeeklyWindow): DailyHours {
  const from = parseClock(window.from) ?? 0;
  const to = parseClock(window.to) ?? 0;
  const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => SUNDAY + offset);
  return {
    onOrdinary: week.map((date) => window.days.some((word) => wordMatches(word, date, new Set()))),
    onHoliday: week.map((date) => window.days.some((word) => wordMatches(word, date, new Set([date])))),
    from,
    to: to <= from ? to + DAY : to,
  };
}

/** 1970-01-04, a Sunday. */
const SUNDAY: LocalDate = 3;

/**
 * The spans within `[from, to)` in which at least one window is open: sorted, disjoint, cut at the edges. Opening uses
 * the first, closing the last occurrence of a wall-clock time.
 */
export function coverage(hours: OpeningHours, from: number, to: number): Span[] {
  const spans: Span[] = [];
  // A window lasts up to a day, and no zone has changed by more than a day: hence two days before, one after.
  const last = dateOf(toLocal(hours.zone, to)) + 1;
  for (let date = dateOf(toLocal(hours.zone, from)) - 2; date <= last; date++) {
    const weekday = weekdayOf(date);
    const holiday = hours.holidays.has(date);
    for (const daily of hours.daily) {
      if ((holiday ? daily.onHoliday : daily.onOrdinary)[weekday]) {
        addSpan(spans, hours.zone, date * DAY + daily.from, date * DAY + daily.to, from, to);
      }
    }
  }
  return mergeSpans(spans);
}

/** The spans of the windows that start on a local date, uncut, in the order of the windows. */
export function openingsOn(hours: OpeningHours, date: LocalDate): Span[] {
  const spans: Span[] = [];
  const holiday = hours.holidays.has(date);
  for (const daily of hours.daily) {
    if ((holiday ? daily.onHoliday : daily.onOrdinary)[weekdayOf(date)]) {
      addSpan(spans, hours.zone, date * DAY + daily.from, date * DAY + daily.to, -Infinity, Infinity);
    }
  }
  return spans;
}

function addSpan(spans: Span[], zone: ZoneTable, opens: number, closes: number, from: number, to: number): void {
  const start = Math.max(from, firstInstant(zone, opens));
  const end = Math.min(to, lastInstant(zone, closes));
  if (start < end) {
    spans.push({ start, end });
  }
}
