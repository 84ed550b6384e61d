/** The period of a question, and the one before it. */
import { monthOf } from '#domain/insight/group/small-group';
import type { Span } from '#domain/time/span';

/** The calendar month before the present one. */
export function lastMonth(now: number): Span {
  return monthOf(monthOf(now).start - 1);
}

/** As many calendar months before, if the period is made of such; else a period of the same length. */
export function periodBefore({ start, end }: Span): Span {
  let [months, at] = [0, start];
  while (at < end && monthOf(at).start === at) {
    at = monthOf(at).end;
    months++;
  }
  if (at !== end) {
    return { start: start - (end - start), end: start };
  }
  let before = start;
  for (; months > 0; months--) {
    before = monthOf(before - 1).start;
  }
  return { start: before, end: start };
}
