/** Defines the types for commands of people and scripts, from every surface, and for their results. */
import type { NewRating } from '#contract/incidents/rating';
import type { ProblemReason } from '#contract/reasons/problems';
import type { Refusal as Why } from '#contract/reasons/refusals';
import type { Severity } from '#domain/incident/signal/alert';
import type { Command, CommandRefusal } from '#domain/incident/commands/command';
import type { Actor, Incident } from '#domain/incident/model';
import type { Urgency } from '#domain/notify/responder';

export interface CommandRequest {
  id: string;
  command: Command;
  actor: Actor;
  /** The version that the person saw; null: any. */
  ifVersion: number | null;
}

export type CommandResult =
  | { ok: true; incident: Incident; before: Incident }
  | {
      ok: false;
      code: 'not-found' | 'stale' | 'not-concerned' | CommandRefusal['code'] | 'conflict' | 'too-many-requests';
      message: string;
      why: Why;
    };

/** Begins or ends the time that a person works on an incident, without changing the incident. */
export type WorkAction = 'on-it' | 'done' | StoppedAction;

/**
 * States when the person stopped, for an intervention whose end is assumed: at their last command, when the incident was
 * resolved, or at a time that they enter.
 */
export type StoppedAction = 'right-away' | 'at-resolution' | 'at-time';

/** What the person entered for `at-time`. */
export interface EnteredStop {
  /** The minute in which they stopped, epoch ms. */
  end: number;
  /** ms */
  travel: { before: number; after: number };
}

export interface WorkRequest {
  incident: Incident;
  login: string;
  action: WorkAction;
  /** For `at-time`. */
  entered?: EnteredStop;
}

/**
 * `nothing-to-do`: the incident is resolved, or the end is known. `in-future`, `before-start`: nobody stopped at the time
 * that was entered.
 */
export type WorkResult = 'done' | 'not-concerned' | 'nothing-to-do' | 'in-future' | 'before-start';

/** Says whether it was worth waking somebody, in the actor's own name. No command: nothing else changes. */
export interface RateRequest {
  /** Id of the incident. */
  id: string;
  actor: Actor;
  /** null takes an earlier rating back. If `note` is undefined, an earlier one stays. */
  rating: NewRating | null;
}

/** `not-concerned`: the person can only read. */
export type RateResult = { ok: true; number: number } | { ok: false; code: 'not-found' | 'not-concerned' };

/** A page by hand: to people directly, or to a policy. */
export interface ByHand {
  title: string;
  description: string;
  severity: Severity;
  urgency: Urgency | null;
  policy: string | null;
  users: string[];
  team: string | null;
  labels: Record<string, string>;
  /** Refuse first if somebody among `users` is not available. */
  askIfUnavailable: boolean;
  /** Do it although nobody would be paged because of the shadow. */
  evenInShadow: boolean;
  actor: Actor;
}

export type ByHandResult =
  | { ok: true; incident: Incident }
  | { ok: false; field: string; message: string; problem: ProblemReason }
  | { ok: false; refusal: CommandRefusal }
  | { ok: false; code: 'too-many-requests'; message: string; why: Why };
