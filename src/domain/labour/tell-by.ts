/** Computes until when a duty must be told so that its notice is kept. */
import type { RuleParams } from '#domain/labour/pack';
import { DAY } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

/**
 * The end of the last date on which telling keeps the notice. Where messages wait for the person's next ordinary hours
 * (`disconnect`), the end of the last such hours on or before that date; null of `ordinary`: they do not wait.
 *
 * @param start of the duty
 * @param ordinary the person's ordinary hours: sorted, disjoint
 */
export function tellBy(
  start: number,
  { days, count }: RuleParams['notice'],
  zone: ZoneTable,
  ordinary: readonly Span[] | null,
): number {
  const lastDate = dateOf(toLocal(zone, start)) - days - (count === 'clear' ? 1 : 0);
  const endOfDate = firstInstant(zone, (lastDate + 1) * DAY);
  return ordinary?.findLast(({ end }) => end <= endOfDate)?.end ?? endOfDate;
}
