/** Defines what every rule is: a pure function that is silent about what it has no data for. */
import type { LabourFacts } from '#domain/labour/facts/model';
import { profileOn } from '#domain/labour/facts/profile';
import type { RuleFinding } from '#domain/labour/finding';
import type { PersonTime } from '#domain/labour/time-of';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { toLocal } from '#domain/time/zone';

/** Judges what starts in `time.range`. */
export type Rule<Params> = (time: PersonTime, params: Params, facts: LabourFacts) => RuleFinding[];

/** Whether an instant is judged: in the range, not before the unit's first day, and while a work profile holds. */
export function isJudged({ range, since, person }: PersonTime, at: number): boolean {
  return isWithin(range, at) && at >= since && profileOn(person.profiles, dateOf(toLocal(person.zone, at))) !== null;
}

/** Whether a month is judged. A month is judged at its end, since its rules may begin after its first day. */
export function isMonthJudged({ range, since }: PersonTime, { end }: Span): boolean {
  return isWithin(range, end - 1) && end > since;
}

function isWithin({ start, end }: Span, at: number): boolean {
  return at >= start && at < end;
}

/** Whether an intervention whose end is assumed meets the span. */
export function isProvisional({ stretches }: PersonTime, { start, end }: Span): boolean {
  return stretches.some((stretch) => stretch.provisional && stretch.start < end && stretch.end > start);
}
