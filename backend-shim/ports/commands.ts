/** What people and scripts ask for, from whichever surface, and what became of it. */
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { Severity } from '#domain/incident/alert';
import type { Command, Refusal } from '#domain/incident/command';
import type { Actor, Incident } from '#domain/incident/model';
import type { Urgency } from '#domain/notify/responder';

export interface CommandRequest {
  id: string;
  command: Command;
  actor: Actor;
  /** The version the person saw; null: whatever it is now. */
  ifVersion: number | null;
}

export type CommandResult =
  | { ok: true; incident: Incident; before: Incident }
  | {
      ok: false;
      code: 'not-found' | 'stale' | 'not-concerned' | Refusal['code'] | 'conflict';
      message: string;
      why: Why;
    };

/** Somebody pages by hand: people directly, or a policy. */
export interface ByHand {
  title: string;
  description: string;
  severity: Severity;
  urgency: Urgency | null;
  policy: string | null;
  users: string[];
  team: string | null;
  labels: Record<string, string>;
  actor: Actor;
}

export type ByHandResult =
  { ok: true; incident: Incident } | { ok: false; field: string; message: string; problem: ProblemReason };
