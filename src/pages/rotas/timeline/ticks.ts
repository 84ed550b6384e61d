/** Computes the grid lines, days and marks behind the lanes. */
import { DAY, HOUR } from '#domain/time/duration';
import type { HolidayDates } from '#domain/time/holidays';
import type { LocalDate, LocalDateTime } from '#domain/time/calendar';
import { addMonths, dateOf, weekdayOf } from '#domain/time/calendar';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant } from '#domain/time/zone';
import type { TimeRange, TimelineView } from './view.ts';
import { endOf } from './view.ts';

export interface AxisTick {
  at: number;
  /** The wall clock at that instant. */
  local: LocalDateTime;
}

export interface DayMark extends TimeRange {
  date: LocalDate;
  kind: 'weekend' | 'holiday';
}

export interface ClockChange {
  at: number;
  /** ms by which the clocks jump; positive means forward. */
  by: number;
}

function every(view: TimelineView, next: (local: LocalDateTime) => LocalDateTime, zone: ZoneTable): AxisTick[] {
  const ticks: AxisTick[] = [];
  const end = endOf(view) * DAY;
  for (let local = view.start * DAY; local < end; local = next(local)) {
    ticks.push({ at: firstInstant(zone, local), local });
  }
  return ticks;
}

/** Hours of a day, days of weeks and months, Mondays of a quarter, months of a year. */
export function ticksOf(view: TimelineView, zone: ZoneTable): AxisTick[] {
  switch (view.span) {
    case 'day':
      return every(view, (local) => local + HOUR, zone);
    case 'weeks':
    case 'month':
      return every(view, (local) => local + DAY, zone);
    case 'quarter':
      return every(view, (local) => local + DAY, zone).filter(({ local }) => weekdayOf(dateOf(local)) === 1);
    case 'year':
      return every(view, (local) => addMonths(local, 1), zone);
  }
}

function markOf(date: LocalDate, holidays: HolidayDates): DayMark['kind'] | null {
  if (holidays.has(date)) {
    return 'holiday';
  }
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6 ? 'weekend' : null;
}

/** Weekends and public holidays; the two days of a weekend are one mark each. */
export function dayMarks(view: TimelineView, zone: ZoneTable, holidays: HolidayDates): DayMark[] {
  const marks: DayMark[] = [];
  for (let date = view.start; date < endOf(view); date++) {
    const kind = markOf(date, holidays);
    if (kind !== null) {
      marks.push({ date, kind, from: firstInstant(zone, date * DAY), to: firstInstant(zone, (date + 1) * DAY) });
    }
  }
  return marks;
}

/** Instants in the range at which the clocks of the zone change. */
export function clockChanges(zone: ZoneTable, { from, to }: TimeRange): ClockChange[] {
  return zone.changes.flatMap((at, i) =>
    at > from && at < to ? [{ at, by: (zone.offsets[i + 1] ?? 0) - (zone.offsets[i] ?? 0) }] : [],
  );
}
