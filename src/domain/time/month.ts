/** Calendar months in UTC, by which figures of groups are counted. */
import { DAY } from '#domain/time/duration';
import { addMonths, civilFromDays, dateOf } from '#domain/time/local';
import type { Span } from '#domain/time/span';

/** Most are asked about the month of the one before. */
let latest: Span = { start: 0, end: 0 };

/** The month of an instant. */
export function monthOf(at: number): Span {
  if (at < latest.start || at >= latest.end) {
    latest = computed(at);
  }
  return latest;
}

function computed(at: number): Span {
  const date = dateOf(at);
  const start = (date - civilFromDays(date).day + 1) * DAY;
  return { start, end: addMonths(start, 1) };
}

export function monthBefore({ start }: Span): Span {
  return monthOf(start - 1);
}
