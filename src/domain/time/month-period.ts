/** The period of a question, and the one before it. */
import { monthBefore, monthOf } from '#domain/time/month';
import { addMonths, monthsBetween } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';

/** The calendar month before the present one. */
export function lastMonth(now: number): Span {
  return monthBefore(monthOf(now));
}

/** As many calendar months before, if the period is made of such; else a period of the same length. */
export function periodBefore({ start, end }: Span): Span {
  const isOfMonths = monthOf(start).start === start && monthOf(end).start === end;
  return {
    start: isOfMonths ? addMonths(start, -monthsBetween(start, end)) : start - (end - start),
    end: start,
  };
}
