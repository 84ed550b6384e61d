/** Types of what the duty routes are built with. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { HandoffNoteTable, InterventionTable } from '../store/schema/duties.ts';

export interface InterventionInput {
  /** null: now. */
  start: number | null;
  end: number | null;
  travel: number;
  note: string;
}

export type InterventionAnswer =
  | { ok: true; intervention: InterventionTable }
  | ({ ok: false; field: string; message: string } & ProblemReason)
  | { ok: false; field: null; code: 'not-found' | 'conflict'; message: string; why: Why };

export interface DutyDeps {
  add(incident: string, user: string, times: InterventionInput, by: string): Promise<InterventionAnswer>;
  change(id: string, times: InterventionInput, by: string, ifVersion: number | null): Promise<InterventionAnswer>;
  leaveNote(rota: string, user: string, text: string): Promise<HandoffNoteTable>;
}

export interface FeedSubject {
  kind: 'rota' | 'user';
  id: string;
}

export interface FeedDeps {
  read(subject: FeedSubject): Promise<{ secret: string; alarm: number | null; createdAt: number } | null>;
  renew(
    subject: FeedSubject,
    alarm: number | null,
    by: string,
  ): Promise<{ secret: string; alarm: number | null; createdAt: number }>;
  remove(subject: FeedSubject, by: string): Promise<void>;
  /** The calendar behind a secret, or null. */
  export(secret: string): Promise<string | null>;
  url(secret: string): string;
}
