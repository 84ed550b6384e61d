/** Tables of what sources are told; see schema.ts. */
import type { Selectable } from 'kysely';

/** One thing that a source is told; `attempts` holds how it went. */
export interface SyncTable {
  id: string;
  incident: string;
  integration: string;
  what: string;
  /** Who did it in Vigie. */
  actor: string;
  text: string | null;
  /** due, sending, done, skipped, failed, cancelled; `waiting`: the source's agent comes and asks. */
  state: string;
  due_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  attempt: number;
  created_at: number;
  done_at: number | null;
  answer: string | null;
}

/** A step of the incident waits for what its source says. */
export interface SourceQuestionTable {
  incident: string;
  integration: string;
  at: number;
}

/** What was learnt by asking a source, so that it is not taken a second time. */
export interface TakenOnceTable {
  integration: string;
  what: string;
  at: number;
}

/** An alert whose source said, when it was asked, that the alert is over. */
export interface QuietAlertTable {
  integration: string;
  incident: string;
  fingerprint: string;
  /** When the source said so. */
  at: number;
}

/** What the source keeps for us because of an acknowledgement, until it is taken away. */
export interface SyncMemoryTable {
  incident: string;
  integration: string;
  /** The source's own, such as ids of silences. */
  body: string;
  at: number;
}

export type SyncRow = Selectable<SyncTable>;
