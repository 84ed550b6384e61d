/** Adds up a person's time on call, what called them in it, and its hardship in points. */
import type { CallFact, DutyFact, PersonFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import type { Interruption } from '#domain/insight/person/interruptions';
import { timeByClass } from '#domain/insight/person/pieces';
import type { DutyClass, InsightSettings } from '#domain/insight/settings';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { intersectSpans, lengthOf, lengthWithin, mergeSpans } from '#domain/time/span';

export interface Load {
  /** ms on call. */
  duty: number;
  byClass: Readonly<Record<DutyClass, number>>;
  /** Stretches of duty. */
  stretches: number;
  /** Incidents that called the person on call. */
  called: number;
  points: number;
  interruptions: number;
}

/** A shift by which others measure load (Google's SRE book: two incidents at most). */
const SHIFT = 12;

export function loadOf(
  person: PersonFact,
  facts: {
    period: Span;
    duties: readonly DutyFact[];
    calls: readonly CallFact[];
    interruptions: readonly Interruption[];
  },
  settings: InsightSettings,
): Load {
  const spans = intersectSpans(mergeSpans(facts.duties), [facts.period]);
  const byClass = timeByClass(person, spans, settings);
  const onCall = facts.calls.filter(
    (call) => !call.test && lengthWithin(spans, { start: call.at, end: call.at + 1 }) > 0,
  );
  const hardship = Object.entries(byClass).reduce(
    (sum, [kind, ms]) => sum + (ms / HOUR) * settings.hourWeights[kind as DutyClass],
    0,
  );
  const called = facts.interruptions.reduce((sum, one) => sum + settings.interruptionPoints[one.class], 0);
  return {
    duty: lengthOf(spans),
    byClass,
    stretches: spans.length,
    called: new Set(onCall.map(({ incident }) => incident)).size,
    points: hardship + called,
    interruptions: facts.interruptions.length,
  };
}

const CLASSES: readonly DutyClass[] = ['day', 'evening', 'night', 'weekend', 'holiday'];

export function loadOfAll(each: readonly Load[]): Load {
  const total = (of: (one: Load) => number) => each.reduce((sum, one) => sum + of(one), 0);
  const byClass = Object.fromEntries(CLASSES.map((kind) => [kind, total((one) => one.byClass[kind])]));
  return {
    duty: total(({ duty }) => duty),
    byClass: byClass as Record<DutyClass, number>,
    stretches: total(({ stretches }) => stretches),
    called: total(({ called }) => called),
    points: total(({ points }) => points),
    interruptions: total(({ interruptions }) => interruptions),
  };
}

export function loadFigures({ duty, byClass, stretches, called, points, interruptions }: Load): Figure[] {
  const hours = duty / HOUR;
  const classes = (['night', 'weekend', 'holiday'] as const).map((kind) =>
    figure(`duty.${kind}`, byClass[kind] / HOUR, stretches),
  );
  return [
    figure('duty', hours, stretches),
    ...classes,
    figure('loadPerShift', duty === 0 ? null : called / (hours / SHIFT), called),
    figure('points', points, stretches + interruptions),
  ];
}
