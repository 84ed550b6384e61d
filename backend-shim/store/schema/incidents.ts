/** Declares the tables of incidents and of their parts; see schema.ts. */
import type { Selectable } from 'kysely';

/** The latest incident of a key, open or not; the primary key prevents two open ones. */
export interface IncidentKeyTable {
  integration: string;
  group_key: string;
  incident: string;
}

export interface IncidentTable {
  id: string;
  number: number;
  integration: string | null;
  source: string;
  group_key: string;
  title: string;
  description: string;
  severity: string;
  severity_rank: number;
  urgency: string;
  state: string;
  exhausted: number;
  test: number;
  team: string | null;
  policy: string | null;
  labels: string;
  links: string;
  firing: number;
  total: number;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  snoozed_until: number | null;
  resolved_at: number | null;
  resolved_by: string | null;
  due_at: number | null;
  /** Hash of the policy copy it runs on. */
  policy_copy: string | null;
  /** The rest of the domain's incident, JSON. */
  inner: string;
  version: number;
  updated_at: number;
}

export interface AlertTable {
  incident: string;
  fingerprint: string;
  status: string;
  severity: string;
  title: string;
  description: string | null;
  labels: string;
  links: string;
  starts_at: number | null;
  problem: string | null;
  first_at: number;
  last_at: number;
  count: number;
  /** The integration that received it; null only in rows of older versions. */
  integration: string | null;
  /** The alert's own key; after a merge it differs from that of the incident. */
  group_key: string | null;
  /** 1: its source has it in a downtime. */
  downtime: number | null;
}

export interface PolicyCopyTable {
  hash: string;
  body: string;
}

export interface TimelineTable {
  id: string;
  incident: string;
  at: number;
  kind: string;
  actor: string | null;
  text: string;
  data: string;
}

export interface TurnTable {
  key: string;
  next: number;
}

/** An incident whose advance throws; deleted by the first advance that succeeds. */
export interface AdvanceFailureTable {
  incident: string;
  /** The first failure in a row. */
  since: number;
  /** The latest failure. */
  at: number;
  tries: number;
  error: string;
}

export type IncidentRow = Selectable<IncidentTable>;

/** While the incident was in shadow, nothing was sent about it, so nobody counts as reached then. */
export interface ShadowSpanTable {
  incident: string;
  from_at: number;
  to_at: number;
}

/** What people and scripts asked of an incident, and was carried out. */
export interface GivenCommandTable {
  id: string;
  incident: string;
  at: number;
  actor: string;
  actor_kind: string;
  via: string;
  /** JSON */
  command: string;
}

/** Turns that round-robins took. */
export interface TakenTurnTable {
  key: string;
  at: number;
  next: number;
}

/** Whether it was worth waking somebody, in the eyes of one person or script. */
export interface RatingTable {
  incident: string;
  /** `person` or `script`, since a token may have a person's login as its name. */
  kind: string;
  /** Login, or name of the token. */
  rater: string;
  rating: string;
  note: string | null;
  at: number;
}
