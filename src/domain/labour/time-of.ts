/** Makes a person's time once from the facts of one unit: all that rules, pay and the pager need. */
import { interventionEnd, isAssumed } from '#domain/labour/intervention-end';
import type { DutySpan, InterventionRecord, PersonFacts, RestRecord } from '#domain/labour/facts/model';
import type { RulesEntry, RulesPeriod } from '#domain/labour/pack';
import { paramsOf, rulePeriods } from '#domain/labour/pack';
import type { Release } from '#domain/labour/release';
import { releasedTime, releasesOf, restRecords } from '#domain/labour/release';
import type { Stretch } from '#domain/labour/rest';
import type { OrdinaryPart, RestGap, WorkingDay } from '#domain/labour/working-days';
import { ordinaryParts, restGaps, withoutHoles, workingDays } from '#domain/labour/working-days';
import { DAY, WEEK } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import { dateOf, mondayOf } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import { mergeSpans, subtractSpans } from '#domain/time/span';
import { firstInstant, toLocal } from '#domain/time/zone';

/** A civil week, Monday 00:00 to Monday 00:00 of the unit's zone. */
export interface CivilWeek extends Span {
  monday: LocalDate;
}

/** An intervention with its end, recorded or assumed, without travel. */
interface EndedIntervention extends Span {
  id: string;
  provisional: boolean;
  confirmedAt: number | null;
}

export interface PersonTime {
  person: PersonFacts;
  /** What is judged; the facts reach from 13 weeks before (or all weeks of an average) to 8 days after. */
  range: Span;
  horizon: Span;
  now: number;
  /** First instant at which facts exist. */
  since: number;
  periods: readonly RulesPeriod[];
  /** `O*`: windows and on-site duty, less leave and sickness. */
  planned: readonly Span[];
  /** `O`: the same, less releases that apply. */
  ordinary: readonly Span[];
  /** Gaps between planned working days (`D*`), by which releases are made. */
  plannedGaps: readonly RestGap[];
  /** `D`: working days of what is left in `O`, and the gaps between them. */
  days: readonly WorkingDay[];
  gaps: readonly RestGap[];
  weeks: readonly CivilWeek[];
  interventions: readonly EndedIntervention[];
  /** `I`: with travel, merged. */
  stretches: readonly Stretch[];
  /** `W`: `O ∪ I`. */
  work: readonly Span[];
  /** `A` by rota, of the horizon. */
  duties: readonly DutySpan[];
  /** `C`: `A − O* − I`. Hours that rest took away are rest, neither on-call nor work. */
  onCall: readonly Span[];
  releases: readonly Release[];
}

const WEEKS_BEFORE = 13;
const AFTER = 8 * DAY;

/** @param range what is to be judged, `[start, end)` */
export function timeOf(person: PersonFacts, rules: readonly RulesEntry[], range: Span, now: number): PersonTime {
  const since = firstInstant(person.zone, person.since * DAY);
  const periods = rulePeriods(rules, person.zone);
  const horizon = horizonOf(range, periods);
  const { interventions, stretches } = interventionsOf(person, since, horizon, now);
  const parts = ordinaryParts(person, cut(person.onSite, since, horizon), horizon);
  const plannedGaps = restGaps(workingDays(parts), horizon);
  const weeks = civilWeeks(person, since, horizon);
  const releases = releasesOf(plannedGaps, weeks, stretches, periods, person.rests);
  const left = withoutHoles(parts, releasedTime(releases));
  const days = workingDays(left);
  const [planned, ordinary] = [merged(parts), merged(left)];
  const duties = cut(person.onCall, since, horizon);
  return {
    person,
    range,
    horizon,
    now,
    since,
    periods,
    planned,
    ordinary,
    plannedGaps,
    days,
    gaps: restGaps(days, horizon),
    weeks,
    interventions,
    stretches,
    work: mergeSpans([...ordinary, ...stretches]),
    duties,
    onCall: subtractSpans(mergeSpans(duties), mergeSpans([...planned, ...stretches])),
    releases,
  };
}

/**
 * The records of the rests whose planned start lies in the range, brought up to date by what is known now.
 *
 * @param before what was recorded of that range
 */
export function updatedRests(
  person: PersonFacts,
  rules: readonly RulesEntry[],
  before: readonly RestRecord[],
  range: Span,
  now: number,
): RestRecord[] {
  return timeAndRests(person, rules, before, range, now).rests;
}

/** The same, together with the person's time by what was recorded before. */
export function timeAndRests(
  person: PersonFacts,
  rules: readonly RulesEntry[],
  before: readonly RestRecord[],
  range: Span,
  now: number,
): { time: PersonTime; rests: RestRecord[] } {
  const others = person.rests.filter((rest) => !isWithin(rest.plannedAt, range));
  const timeWith = (known: readonly RestRecord[]) =>
    timeOf({ ...person, rests: [...others, ...known] }, rules, range, now);
  const recordsOf = ({ releases }: PersonTime, known: readonly RestRecord[]) =>
    restRecords(
      known,
      releases.filter(({ plannedAt }) => isWithin(plannedAt, range)),
      now,
    );
  const time = timeWith(before);
  const rests = recordsOf(time, before);
  const began = (of: readonly RestRecord[]) => of.filter(({ startedAt }) => startedAt !== null).length;
  // Later facts no longer move somebody who began by what was known.
  return { time, rests: began(rests) === began(before) ? rests : recordsOf(timeWith(rests), rests) };
}

/** When the facts of a person must be known to judge a range. An average of 17 weeks needs more weeks before its last one than the 13 that an average of 12 needs. */
export function horizonOf(range: Span, periods: ReadonlyArray<Pick<RulesPeriod, 'entry'>>): Span {
  const averaged = periods.map(({ entry }) => paramsOf(entry, 'hoursAverage')?.weeks ?? 0);
  return {
    start: range.start - Math.max(WEEKS_BEFORE, ...averaged.map((weeks) => weeks + 1)) * WEEK,
    end: range.end + AFTER,
  };
}

function isWithin(at: number, { start, end }: Span): boolean {
  return at >= start && at < end;
}

function merged(parts: readonly OrdinaryPart[]): Span[] {
  return mergeSpans(parts.map(({ start, end }) => ({ start, end })));
}

/** Duty from the unit's first day on, within the horizon. */
function cut(duties: readonly DutySpan[], since: number, horizon: Span): DutySpan[] {
  const from = Math.max(since, horizon.start);
  return duties
    .map(({ rota, start, end }) => ({ rota, start: Math.max(start, from), end: Math.min(end, horizon.end) }))
    .filter(({ start, end }) => start < end);
}

function interventionsOf(person: PersonFacts, since: number, horizon: Span, now: number) {
  const counted = person.interventions.filter(({ start }) => start >= since).sort((a, b) => a.start - b.start);
  const interventions: EndedIntervention[] = [];
  const travelled: Stretch[] = [];
  for (const record of counted) {
    const ended = withEnd(record, person.tail, now);
    const [start, end] = [record.start - record.travelBefore, ended.end + record.travelAfter];
    if (end > horizon.start && start < horizon.end) {
      interventions.push(ended);
      travelled.push({ start, end, ids: [record.id], provisional: ended.provisional });
    }
  }
  return { interventions, stretches: mergeStretches(travelled) };
}

function withEnd(record: InterventionRecord, tail: number, now: number): EndedIntervention {
  const { id, start, confirmedAt } = record;
  return { id, start, end: interventionEnd(record, tail, now), provisional: isAssumed(record), confirmedAt };
}

function mergeStretches(all: readonly Stretch[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const one of all.toSorted((a, b) => a.start - b.start)) {
    const last = stretches.at(-1);
    if (last !== undefined && one.start <= last.end) {
      const ids = [...last.ids, ...one.ids];
      const provisional = last.provisional || one.provisional;
      stretches[stretches.length - 1] = { start: last.start, end: Math.max(last.end, one.end), ids, provisional };
    } else if (one.start < one.end) {
      stretches.push(one);
    }
  }
  return stretches;
}

/** The whole weeks from the unit's first day on, within the horizon. */
function civilWeeks({ zone }: PersonFacts, since: number, horizon: Span): CivilWeek[] {
  const weeks: CivilWeek[] = [];
  const date = dateOf(toLocal(zone, horizon.start));
  const last = dateOf(toLocal(zone, horizon.end));
  for (let monday = mondayOf(date); monday <= last; monday += 7) {
    const start = firstInstant(zone, monday * DAY);
    if (start >= since && start >= horizon.start) {
      weeks.push({ monday, start, end: firstInstant(zone, (monday + 7) * DAY) });
    }
  }
  return weeks;
}
