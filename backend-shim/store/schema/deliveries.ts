/** Declares the tables of pages, deliveries and their results; see schema.ts. */
import type { Selectable } from 'kysely';

/** A request of an incident to the outbox; usually planned, and deleted, in the transaction that wrote it. */
export interface OutboxRequestTable {
  id: string;
  incident: string;
  body: string;
}

export interface PageTable {
  id: string;
  incident: string;
  user: string;
  urgency: string;
  /** The step entry that paged; null: paged by hand. */
  entry: number | null;
  step: number | null;
  state: string;
  started_at: number;
  ended_at: number | null;
  end_reason: string | null;
  /** The page's own state machine, JSON. */
  inner: string;
}

export interface DeliveryTable {
  /** Also the idempotency key: the same for every attempt. */
  id: string;
  kind: string;
  incident: string | null;
  page: string | null;
  entry: number | null;
  user: string | null;
  /** Contact method of the person, or null for a room. */
  method: string | null;
  /** Room or service defined under `channels`. */
  channel: string | null;
  channel_kind: string;
  /** The lane (host, relay…), which shares nothing with other lanes. */
  lane: string;
  rank: number;
  state: string;
  due_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  attempt: number;
  /** The content of an update, JSON; pages are rendered from the incident when they are sent. */
  content: string;
  outcome: string | null;
  detail: string | null;
  /** The delivery that carried this one. */
  bundled_into: string | null;
  created_at: number;
  done_at: number | null;
  provider_id: string | null;
}

export interface AttemptTable {
  delivery: string;
  attempt: number;
  at: number;
  outcome: string;
  reason: string | null;
  detail: string | null;
  took_ms: number;
}

/** A code that was sent to a contact method, with the address it went to, so that it verifies no other. */
export interface VerificationTable {
  user: string;
  method: string;
  address: string;
  /** Keyed hash of the code. */
  code: string;
  expires_at: number;
  tries: number;
}

/** A code or test message that was sent, or a code that was wrong. */
export interface ReachUseTable {
  id: string;
  at: number;
  kind: string;
  user: string;
  /** Keyed hash of the address. */
  address: string;
}

export type DeliveryRow = Selectable<DeliveryTable>;
export type PageRow = Selectable<PageTable>;
