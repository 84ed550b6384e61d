/** Finds who could use a quiet night, for the Monday advice to managers. Nothing of it is stored. */
import { DAY, HOUR } from '#domain/time/duration';
import type { DutySpan, RestRecord } from '#domain/labour/facts/model';
import { stretchesOfDuty } from '#domain/labour/notice';
import { dateOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, mergeSpans } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

/** How many starts must have moved in the last week. */
const LATE_STARTS = 2;
const NIGHT = { from: 22 * HOUR, to: 30 * HOUR };

/** A night of duty that somebody else could take. */
export interface NightOnCall extends DutySpan {
  /** When the stretch of duty ends that the night belongs to. */
  until: number;
}

/** The nights (22:00 to 06:00) of the next week in which the person is on call, in order of time. */
export function nightsOnCall(duties: readonly DutySpan[], zone: ZoneTable, now: number): NightOnCall[] {
  const today = dateOf(toLocal(zone, now));
  const nights = Array.from({ length: 7 }, (_one, i) => ({
    start: firstInstant(zone, (today + i) * DAY + NIGHT.from),
    end: firstInstant(zone, (today + i) * DAY + NIGHT.to),
  }));
  return stretchesOfDuty(duties)
    .flatMap((stretch) =>
      intersectSpans([stretch], nights).map((span) => ({ rota: stretch.rota, ...span, until: stretch.end })),
    )
    .sort((a, b) => a.start - b.start);
}

/** How often the person began late in the last week; 0 where it is not worth a word. */
export function lateStarts(rests: ReadonlyArray<Pick<RestRecord, 'plannedAt' | 'state'>>, now: number): number {
  const late = rests.filter(
    ({ plannedAt, state }) => state === 'applies' && plannedAt < now && plannedAt >= now - 7 * DAY,
  );
  return late.length >= LATE_STARTS ? late.length : 0;
}

export interface Colleague {
  user: string;
  /** ms on call in 12 weeks. */
  onCall: number;
}

/** Those with the fewest hours first. */
export function fewestFirst<One extends Colleague>(colleagues: readonly One[]): One[] {
  return colleagues.toSorted((a, b) => a.onCall - b.onCall || (a.user < b.user ? -1 : 1));
}

/** ms on call in the range. */
export function timeOnCall(duties: readonly Span[], range: Span): number {
  return lengthOf(intersectSpans(mergeSpans(duties), [range]));
}
