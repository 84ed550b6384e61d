/** Defines **pay rules**: what a unit gives for on-call hours, turns and interventions, from a date on. */
import type { DutyLevel } from '#domain/labour/facts/level';
import { DAY } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant } from '#domain/time/zone';

/** Which duties a rule is for; null: all. */
export interface PayTarget {
  level: DutyLevel | null;
  rotas: readonly string[] | null;
}

/** Money or rest, of which exactly one is not null. */
interface HourRule extends PayTarget {
  code: string;
  /** In the unit's zone and public holidays; null: all hours. */
  when: readonly WeeklyWindow[] | null;
  /** In the unit's currency, for an hour. */
  rate: number | null;
  /** For an hour, ms. */
  rest: number | null;
}

/** Money or rest for a whole turn, of which exactly one is not null. */
interface FlatRule extends PayTarget {
  code: string;
  amount: number | null;
  rest: number | null;
}

interface CallRule {
  code: string;
  minimum: number;
  roundUpTo: number;
  /** Interventions that lie closer together are one call. */
  group: number;
}

interface OvertimeBand {
  /** Hours of the week, ms. */
  above: number;
  percent: number;
  code: string;
}

interface PartTimeBand {
  /** Percent of the weekly hours above them; null: no end. */
  upTo: number | null;
  percent: number;
  code: string;
}

interface LostRule {
  code: string;
  paid: boolean;
}

export interface PayRules {
  from: LocalDate;
  hours: readonly HourRule[];
  turns: readonly FlatRule[];
  interventions: CallRule | null;
  overtime: readonly OvertimeBand[];
  partTime: readonly PartTimeBand[];
  lostToRest: LostRule | null;
}

export type { CallRule, FlatRule, HourRule };

export interface PayPeriod extends Span {
  rules: PayRules;
}

/** When each entry holds: the last whose `from` has come. */
export function payPeriods(pay: readonly PayRules[], zone: ZoneTable): PayPeriod[] {
  const sorted = pay.toSorted((a, b) => a.from - b.from);
  const starts = sorted.map(({ from }) => firstInstant(zone, from * DAY));
  return sorted.map((rules, i) => ({ rules, start: starts[i] as number, end: starts[i + 1] ?? Infinity }));
}

/** The rules in force at an instant; null: no entry holds yet. */
export function payAt(periods: readonly PayPeriod[], at: number): PayRules | null {
  return periods.findLast(({ start }) => start <= at)?.rules ?? null;
}
