/** Spans of whole days, which people think of by their first and last day. */
import { formatDate, parseDate } from '#domain/time/local';

/** Wall clock, as `datetime-local` writes it; an end may be missing. */
export interface LocalSpan {
  start: string;
  end: string;
}

const MIDNIGHT = 'T00:00';

/** First and last day of what covers whole days; null if it does not. */
export function wholeDays({ start, end }: LocalSpan): { first: string; last: string } | null {
  const [first, after] = [start, end].map((text) => parseDate(text.slice(0, 10)));
  return start.endsWith(MIDNIGHT) && end.endsWith(MIDNIGHT) && first != null && after != null && after > first
    ? { first: formatDate(first), last: formatDate(after - 1) }
    : null;
}

/** Covers these days, both included; a day that is missing leaves its time empty. */
export function overDays(first: string, last: string): LocalSpan {
  const [from, until] = [parseDate(first), parseDate(last)];
  return {
    start: from === null ? '' : `${formatDate(from)}${MIDNIGHT}`,
    end: until === null ? '' : `${formatDate(until + 1)}${MIDNIGHT}`,
  };
}

/** The days that a window touches. */
export function daysTouched({ start, end }: LocalSpan): { first: string; last: string } {
  const whole = wholeDays({ start, end });
  return whole ?? { first: start.slice(0, 10), last: (end || start).slice(0, 10) };
}
