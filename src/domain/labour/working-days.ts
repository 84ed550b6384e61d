/** Turns a person's ordinary hours into working days, and finds the rest gaps between them. */
import type { PersonFacts } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import { openingHours, openingsOn } from '#domain/time/coverage';
import type { LocalDate } from '#domain/time/calendar';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { firstEndingAfter, mergeSpans, subtractSpans } from '#domain/time/span';
import { toLocal } from '#domain/time/zone';

/** A stretch of ordinary hours or on-site duty, of the local date on which its window or duty starts. */
export interface OrdinaryPart extends Span {
  date: LocalDate;
}

/** From the first to the last ordinary hour of those that start on a local date, breaks included. */
export type WorkingDay = OrdinaryPart;

/**
 * The time from the end of a working day to the start of the next. If the two overlap, the gap ends before it starts.
 */
export interface RestGap extends Span {
  /** Whether a working day begins at its end. */
  beforeDay: boolean;
}

/** The spans of the windows that start on each date of the range, without regard to absences. */
export function windowParts(person: Pick<PersonFacts, 'zone' | 'holidays' | 'profiles'>, range: Span): OrdinaryPart[] {
  const parts: OrdinaryPart[] = [];
  const last = dateOf(toLocal(person.zone, range.end));
  // A window lasts up to a day and may reach into the range.
  for (let date = dateOf(toLocal(person.zone, range.start)) - 2; date <= last; date++) {
    const profile = profileOn(person.profiles, date);
    if (profile !== null) {
      const hours = openingHours({ windows: profile.schedule }, person.zone, person.holidays);
      for (const { start, end } of openingsOn(hours, date)) {
        parts.push({ date, start, end });
      }
    }
  }
  return parts;
}

/** Windows and on-site duty from the start of the range on, without leave and sickness. */
export function ordinaryParts(
  person: Pick<PersonFacts, 'zone' | 'holidays' | 'profiles' | 'away'>,
  onSite: readonly Span[],
  range: Span,
): OrdinaryPart[] {
  const duties = onSite.map(({ start, end }) => ({ date: dateOf(toLocal(person.zone, start)), start, end }));
  const parts = [...windowParts(person, range), ...duties]
    .map(({ date, start, end }) => ({ date, start: Math.max(start, range.start), end }))
    .filter(({ start, end }) => start < end);
  return withoutHoles(parts, mergeSpans(person.away));
}

/** @param holes sorted, disjoint */
export function withoutHoles(parts: readonly OrdinaryPart[], holes: readonly Span[]): OrdinaryPart[] {
  if (holes.length === 0) {
    return [...parts];
  }
  return parts.flatMap((part) => {
    const next = holes[firstEndingAfter(holes, part.start)];
    if (next === undefined || next.start >= part.end) {
      return [part];
    }
    return subtractSpans([part], holes).map((rest) => ({ date: part.date, ...rest }));
  });
}

/** Working days in order of start. Of two that start at the same instant, as after a release, that of the earlier date is first. */
export function workingDays(parts: readonly OrdinaryPart[]): WorkingDay[] {
  const days = new Map<LocalDate, WorkingDay>();
  for (const { date, start, end } of parts) {
    const day = days.get(date);
    if (day === undefined) {
      days.set(date, { date, start, end });
    } else {
      day.start = Math.min(day.start, start);
      day.end = Math.max(day.end, end);
    }
  }
  return [...days.values()].sort((a, b) => a.start - b.start || a.date - b.date);
}

/**
 * One gap before each working day, in order, and the one after the last. What lies before the first day of the range is
 * free. Where working days overlap, a gap ends before it starts, and holds no rest.
 */
export function restGaps(days: readonly WorkingDay[], range: Span): RestGap[] {
  const gaps: RestGap[] = [];
  let start = range.start;
  for (const day of days) {
    gaps.push({ start, end: day.start, beforeDay: true });
    start = Math.max(start, day.end);
  }
  gaps.push({ start, end: range.end, beforeDay: false });
  return gaps;
}
