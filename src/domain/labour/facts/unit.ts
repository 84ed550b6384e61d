/**
 * Defines an employer unit as the rules and the pager read it: what holds there, since when, for which duties, and who
 * acts for it.
 */
import type { ClockSpan, RulesEntry } from '#domain/labour/pack';
import type { DutyLevel } from '#domain/labour/facts/level';
import type { PayRules } from '#domain/labour/pay/rules';
import type { StatementInputs } from '#domain/labour/statement/statement-inputs';
import type { LocalDate } from '#domain/time/calendar';

/** `onCall`: otherwise free, must be able to intervene. `onSite`: at the employer's disposal, all of it working time. */
export const DUTY_KINDS = ['onCall', 'onSite'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** A rota whose shifts count in the unit. */
export interface UnitDuty {
  rota: string;
  kind: DutyKind;
  level: DutyLevel;
  from: LocalDate;
  /** The last date; null: no end. */
  until: LocalDate | null;
}

/** What the pager does with somebody who must rest: page somebody else first, say so, or nothing. */
export const REST_PAGING = ['hold', 'warn', 'off'] as const;
type RestPaging = (typeof REST_PAGING)[number];

/** As `Date.getUTCDay` counts them. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When each person is told their duty, and how far ahead, ms. */
interface ProgrammeSettings {
  horizon: number;
  day: Weekday;
  /** `HH:MM` */
  at: string;
}

export const UNIT_LANGUAGES = ['en', 'fr'] as const;
export type UnitLanguage = (typeof UNIT_LANGUAGES)[number];

/** Who is printed on documents. */
export interface Employer {
  name: string;
  registration: string | null;
  address: string | null;
}

export interface Unit {
  id: string;
  name: string;
  /** The first date on which the unit's facts exist: never before the day after its first save. */
  since: LocalDate;
  /** The zone of all local dates. */
  timeZone: string;
  /** Region of public holidays. */
  holidays: string | null;
  language: UnitLanguage;
  teams: readonly string[];
  /** Logins; those of the teams if the unit names none. */
  managers: readonly string[];
  hr: readonly string[];
  duties: readonly UnitDuty[];
  rules: readonly RulesEntry[];
  pay: readonly PayRules[];
  /** ISO 4217. */
  currency: string;
  employer: Employer | null;
  /** Rules and pay as HR wrote them, which statements keep. */
  written: Pick<StatementInputs, 'rules' | 'pay'>;
  /** From the 1st of the next month on until a month may be closed without the person's word, ms. */
  closingAfter: number;
  night: ClockSpan;
  /** How long after the last command an assumed end of an intervention lies at the latest, ms. */
  tail: number;
  restPaging: RestPaging;
  programme: ProgrammeSettings;
  /** Whether new messages wait for the person's next ordinary hours. */
  disconnect: boolean;
  /** Whether managers are told on Mondays who had short nights. */
  advice: boolean;
  retentionYears: number;
}

/** The least number of years that the record of a person with `contract: days` is kept (D3171-16). */
export const LEAST_YEARS_OF_DAYS = 3;

/** Who may act for the unit: managers and HR, each once. */
export function peopleInCharge({ managers, hr }: Pick<Unit, 'managers' | 'hr'>): string[] {
  return [...new Set([...managers, ...hr])];
}
