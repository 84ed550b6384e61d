/** Calendar months in UTC, by which figures of groups are counted. */
import { DAY } from '#domain/time/duration';
import { addMonths, civilFromDays, dateOf } from '#domain/time/local';
import type { Span } from '#domain/time/span';

/** The month of an instant. */
export function monthOf(at: number): Span {
  const date = dateOf(at);
  const start = (date - civilFromDays(date).day + 1) * DAY;
  return { start, end: addMonths(start, 1) };
}

export function monthBefore({ start }: Span): Span {
  return monthOf(start - 1);
}
