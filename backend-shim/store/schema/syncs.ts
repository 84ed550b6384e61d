/** Declares the tables of updates for sources; see schema.ts. */
import type { Selectable } from 'kysely';

/** One update for a source; `attempts` holds the results. */
export interface SyncTable {
  id: string;
  incident: string;
  integration: string;
  what: string;
  /** The person who acted in Vigie. */
  actor: string;
  text: string | null;
  /** due, sending, done, skipped, failed, cancelled; `waiting`: until the source's agent fetches it. */
  state: string;
  due_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  attempt: number;
  created_at: number;
  done_at: number | null;
  answer: string | null;
}

/** A step of an incident that waits for the answer of a source. */
export interface SourceQuestionTable {
  incident: string;
  integration: string;
  at: number;
}

/** Answers of a source that were processed, so that none is processed twice. */
export interface TakenOnceTable {
  integration: string;
  what: string;
  at: number;
}

/** An alert that its source reported as over when it was queried. */
export interface QuietAlertTable {
  integration: string;
  incident: string;
  fingerprint: string;
  /** When the source said so. */
  at: number;
}

/** An object (a silence) that the source keeps because of an acknowledgement, until it is removed. */
export interface SyncMemoryTable {
  incident: string;
  integration: string;
  /** The source's own ids, such as those of silences. */
  body: string;
  at: number;
}

export type SyncRow = Selectable<SyncTable>;
