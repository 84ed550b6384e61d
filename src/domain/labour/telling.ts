/** Decides when people are told of a release, and when they are asked when they stopped. */
import { isAssumed } from '#domain/labour/intervention-end';
import type { InterventionRecord, PersonFacts, RestRecord } from '#domain/labour/facts/model';
import type { PersonTime } from '#domain/labour/time-of';
import { ordinaryParts, windowParts, workingDays } from '#domain/labour/working-days';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';
import { dateOf } from '#domain/time/calendar';

/** How long before the planned start the person is told. */
const TELL_AHEAD = 90 * MINUTE;
/** A release that moves by less is not told again. */
const TOLD_AGAIN = 15 * MINUTE;

/**
 * @param told the start that was named the last time; null: none was
 * @returns whether somebody is to be told of it, as long as the person has not begun: it holds, or it no longer does and
 * whoever was told of it stays away
 */
export function isToTell(
  rest: Pick<RestRecord, 'plannedAt' | 'earliestAt' | 'state' | 'startedAt'>,
  told: number | null,
  now: number,
): boolean {
  const isDue = rest.state === 'applies' && rest.startedAt === null && rest.earliestAt > now;
  return (isDue && (told === null || isMoved(rest, told))) || isToTakeBack(rest, told, now);
}

/** Whether whoever was told of this start would stay away until then, although the release no longer holds. */
export function isToTakeBack(
  rest: Pick<RestRecord, 'plannedAt' | 'earliestAt' | 'state' | 'startedAt'>,
  told: number | null,
  now: number,
): boolean {
  return rest.state === 'void' && rest.startedAt === null && told !== null && told > now && isMoved(rest, told);
}

function isMoved(rest: Pick<RestRecord, 'plannedAt' | 'earliestAt' | 'state'>, told: number): boolean {
  return Math.abs(startOf(rest) - told) >= TOLD_AGAIN;
}

/** The start that holds for the person. */
export function startOf({
  plannedAt,
  earliestAt,
  state,
}: Pick<RestRecord, 'plannedAt' | 'earliestAt' | 'state'>): number {
  return state === 'void' ? plannedAt : earliestAt;
}

export function tellsAt({ plannedAt }: Pick<RestRecord, 'plannedAt'>): number {
  return plannedAt - TELL_AHEAD;
}

/** When an assumed end settles, because the person gave no further command until then; null: it has settled. */
export function settlesAt(record: InterventionRecord, tail: number, now: number): number | null {
  const at = lastWorked(record) + tail;
  return record.end === null && isAssumed(record) && at > now ? at : null;
}

/**
 * When the person is asked for the end of an intervention: with the release that it caused, else at the next planned
 * start, and never while they are at it. Whoever has no ordinary hours is asked the next morning.
 *
 * @param rests that hold
 * @returns null: not in the days that are known, because of leave
 */
export function asksAt(
  record: InterventionRecord,
  time: Pick<PersonTime, 'person' | 'plannedGaps' | 'now' | 'horizon'>,
  rests: readonly RestRecord[],
): number | null {
  const { person, plannedGaps, now } = time;
  const release = rests.find(({ causes }) => causes.includes(record.id));
  const start = plannedGaps.find(({ end, beforeDay }) => beforeDay && end > record.start)?.end;
  const planned = release === undefined ? start : tellsAt(release);
  const at = planned ?? (hasHoursAhead(time) ? null : nextMorning(person.zone, lastWorked(record) + person.tail));
  return at === null ? null : Math.max(at, settlesAt(record, person.tail, now) ?? 0);
}

function lastWorked({ start, actedAt }: InterventionRecord): number {
  return Math.max(start, actedAt ?? start);
}

/** Whether the schedule has windows in the days that are known, leave or not. */
function hasHoursAhead({ person, now, horizon }: Pick<PersonTime, 'person' | 'now' | 'horizon'>): boolean {
  return windowParts(person, { start: now, end: horizon.end }).some(({ end }) => end > now);
}

/** Now, if it lies in the person's ordinary hours; else their next planned start. null: none in the range. */
export function nextStart(
  person: Pick<PersonFacts, 'zone' | 'holidays' | 'profiles' | 'away'>,
  range: Span,
): number | null {
  const now = range.start;
  const parts = ordinaryParts(person, [], { start: now - DAY, end: range.end });
  if (parts.some(({ start, end }) => start <= now && now < end)) {
    return now;
  }
  return workingDays(parts).find(({ start }) => start > now)?.start ?? null;
}

/** The next 09:00, for somebody whose schedule says no more. */
export function nextMorning(zone: ZoneTable, now: number): number {
  const today = dateOf(toLocal(zone, now));
  const at = firstInstant(zone, today * DAY + 9 * HOUR);
  return at >= now ? at : firstInstant(zone, (today + 1) * DAY + 9 * HOUR);
}
