/** Declares the tables of labour law. */
import type { DecisionKind, InterventionEnder, RestRule, RestState } from '#domain/labour/facts/model';

/** A planned start that moved because a rest was not complete (a *release*). One per person and planned start. */
export interface RestTable {
  id: string;
  user: string;
  unit: string;
  planned_at: number;
  earliest_at: number;
  rule: RestRule;
  /** Ids of interventions, JSON. */
  causes: string;
  /** 0 or 1: whether the rest depends on an assumed end. */
  provisional: number;
  state: RestState;
  /** When the person began; null: the release counts as kept. */
  started_at: number | null;
  told_user_at: number | null;
  told_managers_at: number | null;
  /** Earlier values, each with when it was replaced, JSON. */
  history: string;
  version: number;
}

/** What labour law needs of an intervention besides its row; interventions from before the first unit have none. */
export interface InterventionDetailTable {
  intervention: string;
  /** Their sum is `travel_ms` of the intervention. */
  travel_before_ms: number;
  travel_after_ms: number;
  /** The person's last command on the incident. */
  acted_at: number | null;
  ended_by: InterventionEnder | null;
  /** When the person was asked for the end. */
  asked_at: number | null;
  confirmed_at: number | null;
  confirmed_by: string | null;
  /** Of the work profile in force at the start; null: there was none. */
  unit: string | null;
}

/** A person's reason for what a rule found. */
export interface DecisionTable {
  id: string;
  kind: DecisionKind;
  unit: string;
  user: string;
  rota: string | null;
  /** Id of the finding. */
  finding: string | null;
  start_at: number;
  end_at: number;
  reason: string;
  inspector_told_at: number | null;
  until_at: number | null;
  headcount: number | null;
  owed_ms: number;
  owed_by: number | null;
  /** Rest that was given for it, JSON. */
  settled: string;
  by: string;
  at: number;
}
