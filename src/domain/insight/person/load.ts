/** Adds up a person's time on call, what called them in it, and its hardship in points. */
import type { CallFact, DutyFact, InsightHistory, PersonFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import type { Interruption } from '#domain/insight/person/interruptions';
import { holidaySpans, timeByClass } from '#domain/insight/person/pieces';
import type { DutyPart } from '#domain/insight/person/pieces';
import type { DutyClass, InsightSettings } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, lengthWithin, mergeSpans } from '#domain/time/span';

export interface Load {
  /** ms on call. */
  duty: number;
  byClass: Readonly<Record<DutyPart, number>>;
  /** Stretches of duty. */
  stretches: number;
  /** Incidents whose calls rang for the person on call. */
  called: number;
  points: number;
}

/** A shift by which others measure load (Google's SRE book: two incidents at most). */
const SHIFT = 12;

export function loadOf(
  person: PersonFact,
  facts: {
    period: Span;
    duties: readonly DutyFact[];
    holidays: InsightHistory['holidays'];
    /** Of the period, those that rang. */
    calls: readonly CallFact[];
    interruptions: readonly Interruption[];
  },
  settings: InsightSettings,
): Load {
  const spans = intersectSpans(mergeSpans(facts.duties), [facts.period]);
  const holidays = holidaySpans(person.zone, facts.duties, facts.holidays);
  const byClass = timeByClass({ zone: person.zone, holidays }, spans, settings);
  const onCall = facts.calls.filter((call) => lengthWithin(spans, { start: call.at, end: call.at + 1 }) > 0);
  const hardship = PARTS.reduce((sum, part) => sum + (byClass[part] / HOUR) * settings.hourWeights[weightOf(part)], 0);
  const called = facts.interruptions.reduce((sum, one) => sum + settings.interruptionPoints[one.class], 0);
  return {
    duty: lengthOf(spans),
    byClass,
    stretches: spans.length,
    called: new Set(onCall.map(({ incident }) => incident)).size,
    points: hardship + called,
  };
}

const PARTS: readonly DutyPart[] = ['day', 'evening', 'night', 'weekend', 'holiday', 'weekendHoliday'];

/** A public holiday weighs most. */
function weightOf(part: DutyPart): DutyClass {
  return part === 'weekendHoliday' ? 'holiday' : part;
}

export function loadOfAll(each: readonly Load[]): Load {
  const total = (of: (one: Load) => number) => each.reduce((sum, one) => sum + of(one), 0);
  const byClass = Object.fromEntries(PARTS.map((part) => [part, total((one) => one.byClass[part])]));
  return {
    duty: total(({ duty }) => duty),
    byClass: byClass as Record<DutyPart, number>,
    stretches: total(({ stretches }) => stretches),
    called: total(({ called }) => called),
    points: total(({ points }) => points),
  };
}

export function loadFigures({ duty, byClass, stretches, called, points }: Load): Figure[] {
  const hours = duty / HOUR;
  const classes = (['night', 'weekend', 'holiday'] as const).map((kind) =>
    figure(`duty.${kind}`, (byClass[kind] + (kind === 'night' ? 0 : byClass.weekendHoliday)) / HOUR, stretches),
  );
  return [
    figure('duty', hours, stretches),
    ...classes,
    figure('loadPerShift', duty === 0 ? null : called / (hours / SHIFT), called),
    figure('points', points, stretches),
  ];
}
