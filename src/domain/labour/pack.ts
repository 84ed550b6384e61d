/**
 * Defines rule packs, which are rules with numbers, articles and dates as data, and decides which of them hold when.
 */
import type { LocalDate } from '#domain/time/calendar';
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant } from '#domain/time/zone';

export const REST_POLICIES = ['restartIfNotTaken', 'alwaysAfterLast'] as const;
/**
 * What an intervention does to a rest: it begins anew unless it was already taken (circular DRT 93-9), or always after
 * the last intervention.
 */
export type RestPolicy = (typeof REST_POLICIES)[number];

interface RestParams {
  /** Free time that is due, ms. */
  rest: number;
  policy: RestPolicy;
  /** Interventions up to this length interrupt no rest, ms. */
  minInterruption: number;
  /** How long after the start a missing rest may be given later, ms. */
  owedWithin: number;
}

export interface RestDailyParams extends RestParams {
  /** Rest counts only within this time before a start, ms; `gap`: in all of the gap. */
  within: number | 'gap';
}

export type RestWeeklyParams = RestParams;

/** Wall-clock times; `to` at or before `from` is on the next day. */
export interface ClockSpan {
  from: string;
  to: string;
}

export const NOTICE_COUNTS = ['calendar', 'clear'] as const;

export interface RuleParams {
  notice: { days: number; count: (typeof NOTICE_COUNTS)[number]; clear: number; reason: 'required' | 'optional' };
  compensation: object;
  restDaily: RestDailyParams;
  restWeekly: RestWeeklyParams;
  hoursDaily: { max: number };
  hoursWeekly: { max: number };
  hoursAverage: { weeks: number; max: number; neutral: boolean };
  eligible: { night: ClockSpan };
  record: { after: number };
  /** `by`: day of the next month; `late`: ms after it. */
  document: { by: number; late: number };
}

export type RuleKind = keyof RuleParams;

/** All rules, in the order in which a page lists them. */
export const RULE_KINDS = [
  'notice',
  'compensation',
  'restDaily',
  'restWeekly',
  'hoursDaily',
  'hoursWeekly',
  'hoursAverage',
  'eligible',
  'record',
  'document',
] as const satisfies readonly RuleKind[];

interface PackRule<Kind extends RuleKind> {
  /** null: no article says so. */
  article: string | null;
  /** Whether it is off until a unit turns it on by a parameter. */
  off: boolean;
  params: RuleParams[Kind];
}

/** A dated constant that never changes once released. */
export interface RulePack {
  /** `id@version`. */
  id: string;
  rules: { readonly [Kind in RuleKind]: PackRule<Kind> };
}

/** A unit's rules from a date on: a pack, and what its agreement says otherwise. */
export interface RulesEntry {
  from: LocalDate;
  pack: RulePack;
  changes: { readonly [Kind in RuleKind]?: Partial<RuleParams[Kind]> | { off: true } };
}

/** The parameters of a rule; null: it is off. */
export function paramsOf<Kind extends RuleKind>({ pack, changes }: RulesEntry, kind: Kind): RuleParams[Kind] | null {
  const change = changes[kind];
  const { off, params } = pack.rules[kind];
  if (change === undefined) {
    return off ? null : params;
  }
  return 'off' in change ? null : { ...params, ...change };
}

export interface RulesPeriod extends Span {
  entry: RulesEntry;
}

/** When each entry holds: the last whose `from` has come. */
export function rulePeriods(rules: readonly RulesEntry[], zone: ZoneTable): RulesPeriod[] {
  const sorted = rules.toSorted((a, b) => a.from - b.from);
  const starts = sorted.map(({ from }) => firstInstant(zone, from * DAY));
  return sorted.map((entry, i) => ({ entry, start: starts[i] as number, end: starts[i + 1] ?? Infinity }));
}

/** The parameters of a rule at an instant; null: it is off, or no entry holds yet. */
export function paramsAt<Kind extends RuleKind>(
  periods: readonly RulesPeriod[],
  kind: Kind,
  at: number,
): RuleParams[Kind] | null {
  const period = periods.findLast(({ start }) => start <= at);
  return period === undefined ? null : paramsOf(period.entry, kind);
}
