/** Calendar months in UTC, by which figures of groups are counted. */
import { DAY } from '#domain/time/duration';
import { addMonths, dateOf, firstOfMonth } from '#domain/time/calendar';
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
  const start = firstOfMonth(dateOf(at)) * DAY;
  return { start, end: addMonths(start, 1) };
}

export function monthBefore({ start }: Span): Span {
  return monthOf(start - 1);
}
