/** Declares the tables of labour law. */
import type { StatementState } from '#contract/labour/pay/kept-statement';
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

/** A stretch of on-call duty that was told to a person. */
export interface NoticeTable {
  id: string;
  /** The message that told it; one is to one person. */
  batch: string;
  unit: string;
  user: string;
  rota: string;
  start_at: number;
  end_at: number;
  made_at: number;
  /** A login, or `vigie`. */
  made_by: string;
  /** Why it is told late. */
  reason: string | null;
  /** The swap, or `take-over`; null: the employer's choice. */
  voluntary: string | null;
  /** Of the message's canonical JSON. */
  sha256: string;
  /** The last delivery of the message. */
  delivery: string | null;
  /** The kind of channel of that delivery. */
  channel: string | null;
  /** `done`, or why it failed; null: it is on its way. */
  outcome: string | null;
  /** When the person's own method took it. */
  handed_at: number | null;
  seen_at: number | null;
  withdrawn_at: number | null;
}

/** How far a unit's duty has been told. */
export interface ProgrammeTable {
  unit: string;
  told_at: number;
  until_at: number;
}

/** One person's month of a unit. Until it is closed, only what was handed over first is stored. */
export interface StatementTable {
  id: string;
  unit: string;
  /** `2026-10` */
  month: string;
  user: string;
  state: StatementState;
  version: number;
  /** JSON, as `sha256` (of its canonical form) and `file` (HTML) have it: the first version, then the closed one. */
  body: string;
  sha256: string;
  file: string;
  made_at: number;
  /** The last message about it. */
  delivery: string | null;
  /** What became of that message: `waiting`, `done` or `failed`; null: none was sent. */
  outcome: string | null;
  handed_at: number | null;
  /** `message`, `answer`, or what HR wrote. */
  handed_how: string | null;
  accepted_at: number | null;
  contested_at: number | null;
  contest: string | null;
  closed_at: number | null;
  closed_by: string | null;
  reason: string | null;
  /** Earlier versions, and what people said, JSON. */
  history: string;
  delete_after: number;
}
