/** Defines what figures are computed from: plain records of what happened in a period. Instants are epoch ms. */
import type { Rating } from '#domain/incident/rating';
import { DAY, HOUR } from '#domain/time/duration';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';

/** Why an incident is in no figure; where several hold, the first of this list counts. */
export const LEFT_OUT_REASONS = ['test', 'merged', 'maintenance', 'shadow'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** What an alert is known by. */
export interface AlertIdentity {
  /** null: opened by hand. */
  integration: string | null;
  name: string;
}

/** The smallest part of the incidents that a reader can ask for: filters join whole parts. */
export interface IncidentPart {
  team: string | null;
  policy: string | null;
}

/** One attempt of one delivery of a page to a person. */
export interface TryFact {
  page: string;
  delivery: string;
  user: string;
  /** `sms`, `voice`, `email`… */
  channel: string;
  /** When the delivery was planned. */
  madeAt: number;
  at: number;
  /** The provider accepted it. */
  ok: boolean;
  /** When its delivery failed for good; null: it did not. */
  failedAt: number | null;
}

/** Something that a person did. */
export interface DeedFact {
  at: number;
  user: string;
}

/** One entry of a step of the escalation. */
export interface StepFact {
  at: number;
  /** From 1; null: everybody had been told, and nobody had answered. */
  step: number | null;
  users: readonly string[];
}

export interface IncidentFact {
  id: string;
  alert: AlertIdentity;
  part: IncidentPart;
  openedAt: number;
  leftOut: LeftOutReason | null;
  tries: readonly TryFact[];
  /** Acknowledgements, snoozes and resolutions by people. */
  answers: readonly DeedFact[];
  /** All that people did on it, answers included. */
  deeds: readonly DeedFact[];
  /** In order. */
  steps: readonly StepFact[];
  /** When the escalation stopped, whoever stopped it: acknowledged, snoozed, resolved. */
  stops: readonly number[];
  resolvedAt: number | null;
  resolvedBy: 'source' | 'person' | 'other' | null;
  /** Milliseconds. */
  snoozed: number;
}

/** A page, or an update about its incident, that a person's method accepted. */
export interface CallFact {
  user: string;
  kind: 'page' | 'update';
  at: number;
  channel: string;
  urgent: boolean;
  incident: string;
  test: boolean;
  alert: AlertIdentity;
  part: IncidentPart;
  /** Whether the filters of the question have its incident. */
  isAsked: boolean;
}

/** Time on call, as worked. */
export interface DutyFact extends Span {
  user: string;
  rota: string;
}

export interface WorkFact {
  user: string;
  incident: string;
  start: number;
  /** null: it goes on. */
  end: number | null;
  /** Milliseconds. */
  travel: number;
  /** Why its incident is in no figure. */
  leftOut: LeftOutReason | null;
}

export interface PersonFact {
  login: string;
  zone: ZoneTable;
  /** When they were on call for a rota on one of its public holidays; sorted and disjoint. */
  holidays: readonly Span[];
  /** Leave, sickness and other absences; sorted and disjoint. */
  absences: readonly Span[];
}

/** A rota's time in which somebody must be on call, and in which somebody was; both sorted and disjoint. */
export interface CoverageFact {
  rota: string;
  expected: readonly Span[];
  covered: readonly Span[];
}

/** What people said an incident was worth. */
export interface RatingFact {
  incident: string;
  user: string;
  rating: Rating;
}

/** An incident of an alert, as far as the next one asks. */
export type OpeningFact = Pick<IncidentFact, 'alert' | 'openedAt'>;

/** Calls so long before the period are read as well: they may have begun an interruption, a night or an hour. */
export const CALLS_BEFORE = 25 * HOUR;
/** Incidents so long before the period are read as well: what opens so soon after one is a repetition of it. */
export const REPEATS_WITHIN = 7 * DAY;

export interface InsightHistory {
  /** Half-open. */
  period: Span;
  now: number;
  /** Whether incidents are those of a filter that divides what is told whole. */
  isFiltered: boolean;
  /** Those that opened in the period. */
  incidents: readonly IncidentFact[];
  /** Those that opened before the period, and that somebody may have answered in it. */
  earlier: readonly IncidentFact[];
  /** Those that count and that are not among `incidents`: from before the period, and those that the filter leaves out. */
  openings: readonly OpeningFact[];
  /** Those of the period and of `CALLS_BEFORE`, in order. */
  calls: readonly CallFact[];
  /** On the rotas that are asked for. */
  duties: readonly DutyFact[];
  /** Public holidays of rotas, by the person's calendar. */
  holidays: ReadonlyMap<string, ReadonlySet<LocalDate>>;
  /** Those that began in the period, and all others on incidents that were open in it. */
  work: readonly WorkFact[];
  people: readonly PersonFact[];
  coverage: readonly CoverageFact[];
  ratings?: readonly RatingFact[];
  /** Members of teams, who are the group of their incidents. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
}
