/**
 * Adds up hours by local date, by civil week, and by the labels of a statement: weekday, Saturday, Sunday, holiday,
 * night.
 */
import type { PersonFacts } from '#domain/labour/facts/model';
import type { ClockSpan } from '#domain/labour/pack';
import type { CivilWeek, PersonTime } from '#domain/labour/time-of';
import { windowParts } from '#domain/labour/working-days';
import { coverage, openingHours } from '#domain/time/coverage';
import { DAY } from '#domain/time/duration';
import type { HolidayDates } from '#domain/time/holidays';
import type { LocalDate } from '#domain/time/calendar';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, lengthWithin, mergeSpans, subtractSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

/** Milliseconds of each local date that has any, in order. */
export function hoursByDate(spans: readonly Span[], zone: ZoneTable): Map<LocalDate, number> {
  const hours = new Map<LocalDate, number>();
  for (const { start, end } of spans) {
    let [from, date] = [start, dateOf(toLocal(zone, start))];
    while (from < end) {
      const to = Math.min(end, firstInstant(zone, (date + 1) * DAY));
      hours.set(date, (hours.get(date) ?? 0) + Math.max(0, to - from));
      [from, date] = [Math.max(from, to), date + 1];
    }
  }
  return hours;
}

export interface LabelledHours {
  /** These four add up to all hours; an hour on a public holiday counts only as that. */
  weekday: number;
  saturday: number;
  sunday: number;
  holiday: number;
  /** Hours at night, each of which is also part of one of the others. */
  night: number;
}

/** @param night of the unit */
export function labelledHours(
  spans: readonly Span[],
  zone: ZoneTable,
  holidays: HolidayDates,
  night: ClockSpan,
): LabelledHours {
  const labels: LabelledHours = { weekday: 0, saturday: 0, sunday: 0, holiday: 0, night: 0 };
  for (const [date, ms] of hoursByDate(spans, zone)) {
    labels[labelOf(date, holidays)] += ms;
  }
  labels.night = lengthOf(intersectSpans(spans, nightSpans(spans, zone, night)));
  return labels;
}

function labelOf(date: LocalDate, holidays: HolidayDates): 'weekday' | 'saturday' | 'sunday' | 'holiday' {
  if (holidays.has(date)) {
    return 'holiday';
  }
  const weekday = weekdayOf(date);
  return weekday === 6 ? 'saturday' : weekday === 0 ? 'sunday' : 'weekday';
}

/** The nights that may meet these sorted spans. */
export function nightSpans(spans: readonly Span[], zone: ZoneTable, night: ClockSpan): Span[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const hours = openingHours({ windows: [{ days: ['daily'], ...night }] }, zone, new Set());
  return coverage(hours, first.start, last.end);
}

export interface WeekHours extends Span {
  monday: LocalDate;
  work: number;
  /** A whole week of leave or sickness: each ordinary window of the week lies in it. */
  neutral: boolean;
}

/** `W` of each whole civil week since the unit's first day. */
export function hoursByWeek(time: PersonTime): WeekHours[] {
  const away = mergeSpans(time.person.away);
  return time.weeks.map(({ monday, start, end }) => {
    const neutral = lengthWithin(away, { start, end }) > 0 && isAwayAllWeek(time.person, { monday, start, end }, away);
    return { monday, start, end, work: lengthWithin(time.work, { start, end }), neutral };
  });
}

/** @param away sorted, disjoint */
function isAwayAllWeek(person: PersonFacts, { monday, ...week }: CivilWeek, away: readonly Span[]): boolean {
  const windows = windowParts(person, week).filter(({ date }) => date >= monday && date < monday + 7);
  return windows.length > 0 && windows.every((window) => subtractSpans([window], away).length === 0);
}

export interface AverageHours extends Span {
  /** Monday of the last week. */
  monday: LocalDate;
  /** Milliseconds a week; null: each week is neutral. */
  average: number | null;
}

/** The average of so many civil weeks, for each last week of them; all lie after the unit's first day. */
export function averageHours(
  time: PersonTime,
  { weeks: count, neutral }: { weeks: number; neutral: boolean },
): AverageHours[] {
  const weeks = hoursByWeek(time);
  return weeks.slice(count - 1).map(({ monday, start, end }, i) => {
    const run = weeks.slice(i, i + count);
    const counted = neutral ? run.filter((week) => !week.neutral).length : count;
    const sum = run.reduce((total, { work }) => total + work, 0);
    return { monday, start, end, average: counted === 0 ? null : sum / counted };
  });
}
