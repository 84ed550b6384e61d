/** Defines what figures are computed from: plain records of what happened in a period. Instants are epoch ms. */
import type { Rating } from '#domain/review/rating';
import type { LocalDate } from '#domain/time/local';
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

/** A page that a person's method accepted. */
export interface CallFact {
  user: string;
  at: number;
  channel: string;
  urgent: boolean;
  incident: string;
  test: boolean;
  alert: AlertIdentity;
  part: IncidentPart;
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
}

export interface PersonFact {
  login: string;
  zone: ZoneTable;
  /** Public holidays of their rotas. */
  holidays: ReadonlySet<LocalDate>;
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

export interface InsightHistory {
  /** Half-open. */
  period: Span;
  now: number;
  /** Those that opened in the period. */
  incidents: readonly IncidentFact[];
  /** Those of the period, in order. */
  calls: readonly CallFact[];
  duties: readonly DutyFact[];
  /** Those that began in the period. */
  work: readonly WorkFact[];
  people: readonly PersonFact[];
  coverage: readonly CoverageFact[];
  ratings?: readonly RatingFact[];
}
