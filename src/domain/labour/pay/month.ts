/** Defines a month of a statement: its dates, its instants, and its name (`2026-10`). */
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { addMonths, dateOf } from '#domain/time/calendar';
import { formatDate, parseDate } from '#domain/time/local';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

export interface StatementMonth extends Span {
  name: string;
  first: LocalDate;
  last: LocalDate;
}

/** The month of a date; duty over its end is cut at local midnight. */
export function monthOf(date: LocalDate, zone: ZoneTable): StatementMonth {
  const name = formatDate(date).slice(0, 7);
  const first = date - Number(formatDate(date).slice(8)) + 1;
  const next = dateOf(addMonths(first * DAY, 1));
  return { name, first, last: next - 1, start: firstInstant(zone, first * DAY), end: firstInstant(zone, next * DAY) };
}

/** The month of a name such as `2026-10`. */
export function monthNamed(name: string, zone: ZoneTable): StatementMonth {
  return monthOf(parseDate(`${name}-01`) ?? 0, zone);
}

/** The name of the month that many months later than this one. */
export function monthLater(name: string, months: number): string {
  return formatDate(dateOf(addMonths((parseDate(`${name}-01`) ?? 0) * DAY, months))).slice(0, 7);
}

/** The local date of an instant. */
export function dateAt(zone: ZoneTable, at: number): LocalDate {
  return dateOf(toLocal(zone, at));
}

export function isWithin(at: number, { start, end }: Span): boolean {
  return at >= start && at < end;
}
