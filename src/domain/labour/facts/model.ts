/**
 * Defines what is known of one person in one unit: the facts that a person's time, rests and findings are made from.
 */
import type { RuleKind } from '#domain/labour/pack';
import type { HolidayDates } from '#domain/time/holidays';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import type { WeeklyWindow } from '#domain/time/weekly';
import type { ZoneTable } from '#domain/time/zone';

/** `days`: forfait-jours (L3121-58). `exempt`: cadre dirigeant (L3111-2), who counts as a person without a profile. */
export const CONTRACTS = ['hours', 'days', 'exempt'] as const;
export type Contract = (typeof CONTRACTS)[number];

export const ON_CALL_CHOICES = ['yes', 'daytime', 'no'] as const;
export type OnCallChoice = (typeof ON_CALL_CHOICES)[number];

/** One person's contract facts; holds from `from` to the next one's, or to the end of the date `until`. */
export interface WorkProfile {
  user: string;
  unit: string;
  from: LocalDate;
  until: LocalDate | null;
  contract: Contract;
  /** ms; null: full time. */
  weeklyHours: number | null;
  /** The person's number in payroll. */
  payrollId: string | null;
  onCall: OnCallChoice;
  /** The last date before the unit looks at `onCall` again. */
  onCallUntil: LocalDate | null;
  schedule: readonly WeeklyWindow[];
}

export interface DutySpan extends Span {
  rota: string;
}

/** Who set the end: the person (*Done*, by hand, confirmed), or the incident, when it was closed. */
export const INTERVENTION_ENDERS = ['person', 'incident'] as const;
export type InterventionEnder = (typeof INTERVENTION_ENDERS)[number];

export interface InterventionRecord {
  id: string;
  start: number;
  /** null: the incident is open, and the person has not said when they stopped. */
  end: number | null;
  endedBy: InterventionEnder | null;
  /** The person's last command on the incident; null: entered by hand, or of a version that did not record it. */
  actedAt: number | null;
  confirmedAt: number | null;
  /** Milliseconds. */
  travelBefore: number;
  travelAfter: number;
}

export const REST_STATES = ['applies', 'waived', 'void'] as const;
export type RestState = (typeof REST_STATES)[number];

/** The record of a planned start that moved. */
export interface RestRecord {
  plannedAt: number;
  earliestAt: number;
  rule: RestRule;
  /** Ids of interventions. */
  causes: readonly string[];
  provisional: boolean;
  state: RestState;
  /** When the person began, by their word or because they could not know; null: the release counts as kept. */
  startedAt: number | null;
}

export type RestRule = Extract<RuleKind, 'restDaily' | 'restWeekly'>;

export interface PersonFacts {
  user: string;
  unit: string;
  zone: ZoneTable;
  holidays: HolidayDates;
  /** First date on which the unit's facts exist. */
  since: LocalDate;
  /** Profiles of this unit, in order of `from`. */
  profiles: readonly WorkProfile[];
  /** Leave and sickness. */
  away: readonly Span[];
  /** Shifts of the unit's `onCall` duties: rows for the past, the rota's answer for the future. */
  onCall: readonly DutySpan[];
  /** Shifts of the unit's `onSite` duties. */
  onSite: readonly DutySpan[];
  interventions: readonly InterventionRecord[];
  /** What was recorded of rests until now. */
  rests: ReadonlyArray<Pick<RestRecord, 'plannedAt' | 'state' | 'startedAt'>>;
  /** How long after the last command an assumed end lies at the latest, ms. */
  tail: number;
}

/** One stretch of on-call duty, told to the person. */
export interface NoticeRecord extends Span {
  rota: string;
  /** When the person's own method took the message; null: not yet, or it was refused. */
  handedAt: number | null;
  seenAt: number | null;
  /** Why it is told late. */
  reason: string | null;
  /** The swap, or `take-over`; null: the employer's choice. */
  voluntary: string | null;
  withdrawnAt: number | null;
}

export const DECISION_KINDS = ['exceptional', 'urgentWorks'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export interface DecisionRecord {
  id: string;
  kind: DecisionKind;
  /** Id of the finding. */
  finding: string | null;
  /** For urgent works that suspend weekly rest (R3172-6): when the inspector was told, the expected end, and how many. */
  inspectorToldAt: number | null;
  until: number | null;
  headcount: number | null;
  /** Rest owed, ms, and until when it is to be given. */
  owed: number;
  owedBy: number | null;
  /** Rest that was given to settle the decision. */
  settled: readonly Span[];
}

/** What rules read besides a person's time; null: there is no such data, and its rules stay silent. */
export interface LabourFacts {
  notices: readonly NoticeRecord[] | null;
  decisions: readonly DecisionRecord[];
  /** On-call time of a month (its first date) that no pay rule takes, ms. */
  unpaid: ReadonlyMap<LocalDate, number> | null;
  /** When the document of a month (its first date) was handed over; null: not yet. */
  documents: ReadonlyMap<LocalDate, number | null> | null;
  /** Whether a message waits for the person's next ordinary hours. */
  disconnect: boolean;
}
