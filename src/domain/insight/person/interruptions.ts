/** Counts what woke or interrupted a person, and the nights and hours that it broke. */
import type { CallFact, PersonFact } from '#domain/insight/facts';
import { figure, NOTHING_LEFT_OUT } from '#domain/insight/figure';
import type { Figure, FigureKey, LeftOut } from '#domain/insight/figure';
import { interruptionClass, nightOf } from '#domain/insight/person/pieces';
import type { InsightSettings, InterruptionClass } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { toLocal } from '#domain/time/zone';

/** Kinds that ring or vibrate whatever the page is; mail, webhooks and rooms never wake anybody. */
const WAKEFUL: ReadonlySet<string> = new Set(['sms', 'voice', 'web-push']);
/** Kinds that do so for urgent pages. */
const WAKEFUL_IF_URGENT: ReadonlySet<string> = new Set(['ntfy', 'telegram']);

export function isWakeful({ channel, urgent }: Pick<CallFact, 'channel' | 'urgent'>): boolean {
  return WAKEFUL.has(channel) || (urgent && WAKEFUL_IF_URGENT.has(channel));
}

/** Whether it rang or vibrated: pages do by their kind, updates in hours of sleep. */
export function rings(person: PersonFact, call: CallFact, settings: InsightSettings): boolean {
  return call.kind === 'page'
    ? isWakeful(call)
    : WAKEFUL.has(call.channel) && interruptionClass(person, call.at, settings) === 'sleep';
}

export interface Interruption {
  user: string;
  at: number;
  class: InterruptionClass;
  /** The call that began it. */
  first: CallFact;
  /** Calls in it. */
  calls: number;
}

/** Calls that begin no interruption of their own are with the one that did. @param calls of one person, in order */
export function mergedCalls<Call extends { at: number }>(
  calls: readonly Call[],
  { mergeWithin }: Pick<InsightSettings, 'mergeWithin'>,
): Array<[Call, ...Call[]]> {
  const merged: Array<[Call, ...Call[]]> = [];
  for (const call of calls) {
    const last = merged.at(-1);
    if (last !== undefined && call.at <= last[0].at + mergeWithin) {
      last.push(call);
    } else {
      merged.push([call]);
    }
  }
  return merged;
}

/** @param calls of one person, in order; tests are no interruptions here */
export function interruptionsOf(
  person: PersonFact,
  calls: readonly CallFact[],
  settings: InsightSettings,
): Interruption[] {
  const wakeful = calls.filter((call) => !call.test && rings(person, call, settings));
  return mergedCalls(wakeful, settings).map(([first, ...others]) => {
    const { user, at } = first;
    return { user, at, class: interruptionClass(person, at, settings), first, calls: 1 + others.length };
  });
}

/** Nights with an interruption of sleep, each by the date on which it began. @param interruptions in order */
function brokenNights(
  { zone }: PersonFact,
  interruptions: readonly Interruption[],
  settings: InsightSettings,
): Map<number, Interruption> {
  return firstOfEach(ofClass(interruptions, 'sleep'), ({ at }) => nightOf(zone, at, settings));
}

/** A night or an hour counts where its first interruption does, so that the parts of a period add up. */
function firstOfEach(
  interruptions: readonly Interruption[],
  keyOf: (one: Interruption) => number,
): Map<number, Interruption> {
  const first = new Map<number, Interruption>();
  for (const one of interruptions) {
    const key = keyOf(one);
    first.set(key, first.get(key) ?? one);
  }
  return first;
}

/** The longest run of successive dates. @param dates sorted, distinct */
export function longestSeries(dates: readonly number[]): number {
  let [longest, run] = [0, 0];
  dates.forEach((date, i) => {
    run = date - 1 === dates[i - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

/** The clock hours in which they lie, each by the instant at which it began; an hour that the clock repeats is two. */
export function disruptedHours(
  { zone }: PersonFact,
  interruptions: readonly Interruption[],
): Map<number, Interruption> {
  return firstOfEach(interruptions, ({ at }) => {
    const local = toLocal(zone, at);
    return at - (local - Math.floor(local / HOUR) * HOUR);
  });
}

export interface Disruption {
  interruptions: readonly Interruption[];
  nights: number;
  /** null: of several people, whose longest is one person's. */
  series: number | null;
  hours: number;
  /** Calls by tests, which are left out. */
  tests: number;
}

/** @param calls of the person, also those shortly before the period */
export function disruptionOf(
  person: PersonFact,
  { calls, period }: { calls: readonly CallFact[]; period: Span },
  settings: InsightSettings,
): Disruption {
  const isWithin = ({ at }: { at: number }) => at >= period.start && at < period.end;
  const all = interruptionsOf(person, calls, settings).filter(({ first }) => first.isAsked);
  const nights = [...brokenNights(person, all, settings)].filter(([, first]) => isWithin(first));
  const dates = nights.map(([date]) => date).sort((a, b) => a - b);
  return {
    interruptions: all.filter(isWithin),
    nights: dates.length,
    series: longestSeries(dates),
    hours: [...disruptedHours(person, all).values()].filter(isWithin).length,
    tests: calls.filter((call) => isWithin(call) && call.isAsked && call.test && rings(person, call, settings)).length,
  };
}

export function disruptionOfAll(each: readonly Disruption[]): Disruption {
  const total = (of: (one: Disruption) => number) => each.reduce((sum, one) => sum + of(one), 0);
  return {
    interruptions: each.flatMap(({ interruptions }) => interruptions),
    nights: total(({ nights }) => nights),
    series: null,
    hours: total(({ hours }) => hours),
    tests: total(({ tests }) => tests),
  };
}

/** @param leftOut of their calls */
export function interruptionFigures(interruptions: readonly Interruption[], leftOut?: LeftOut): Figure[] {
  const one = (key: FigureKey, of: readonly Interruption[]) =>
    figure(
      key,
      of.length,
      of.reduce((sum, { calls }) => sum + calls, 0),
      leftOut,
    );
  return [
    one('interruptions', interruptions),
    ...(['work', 'off', 'sleep'] as const).map((kind) => one(`interruptions.${kind}`, ofClass(interruptions, kind))),
  ];
}

function ofClass(interruptions: readonly Interruption[], kind: InterruptionClass): Interruption[] {
  return interruptions.filter((one) => one.class === kind);
}

export function disruptionFigures({ interruptions, nights, series, hours, tests }: Disruption): Figure[] {
  const leftOut = { ...NOTHING_LEFT_OUT, test: tests };
  return [
    ...interruptionFigures(interruptions, leftOut),
    figure('brokenNights', nights, ofClass(interruptions, 'sleep').length, leftOut),
    ...(series === null ? [] : [figure('brokenNights.series', series, nights, leftOut)]),
    figure('disruptedHours', hours, interruptions.length, leftOut),
  ];
}
