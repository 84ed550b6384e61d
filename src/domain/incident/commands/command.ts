/**
 * Defines the commands of people and scripts on an incident. Commands are idempotent: repeating one changes nothing
 * more.
 */
import type { Severity } from '#domain/incident/signal/alert';
import type { Policy } from '#domain/escalation/policy';
import type { ShadowCause } from '#domain/notify/shadow';
import { WEEK } from '#domain/time/duration';

/** A problem that may wait longer should be resolved, since nobody would remember the snooze. */
export const LONGEST_SNOOZE = 52 * WEEK;

export type Command =
  | { kind: 'acknowledge' }
  | { kind: 'unacknowledge' }
  | { kind: 'resolve' }
  | { kind: 'unresolve' }
  /** Of a resolution, an acknowledgement or a snooze, within a minute. */
  | { kind: 'undo' }
  /** `for`, ms: somebody said how long, and not until when. */
  | { kind: 'snooze'; until: number; for?: number }
  | { kind: 'wake' }
  | { kind: 'escalate' }
  | { kind: 'reassign'; to: { policy: Policy } | { users: string[] }; askIfUnavailable?: true; evenInShadow?: true }
  | { kind: 'responders'; users: string[]; rotas: string[]; askIfUnavailable?: true; evenInShadow?: true }
  | { kind: 'note'; text: string }
  /** The stage moves the alerts; `into` is open. */
  | { kind: 'merge'; into: { id: string; number: number }; evenInShadow?: true }
  | { kind: 'severity'; severity: Severity }
  /** null for the present state of the incident's own policy. */
  | { kind: 'restart'; policy: Policy | null; evenInShadow?: true };

type CommandKind = Command['kind'];

/** Why a command was not done; the message tells the person what to do instead. */
export type CommandRefusal = {
  code:
    'resolved' | 'not-resolved' | 'bad-time' | 'unknown-user' | 'nobody' | 'not-available' | 'in-shadow' | 'too-late';
  message: string;
  why: RefusedBecause;
};

/** The reason for programs and translations, also part of the contract's list of refusals. */
type RefusedBecause =
  | { reason: 'incident-resolved'; data: { number: number; command: CommandKind | null } }
  | { reason: 'snooze-in-past' | 'nobody-to-page' | 'undo-too-late' | 'answer-stays' }
  | { reason: 'snooze-too-long'; data: { max: string } }
  | { reason: 'unknown-users'; data: { users: string[] } }
  /** `until`: epoch ms; `others` are not available either. */
  | { reason: 'not-available'; data: { user: string; until: number; standIn: null; others: string[] } }
  | { reason: 'in-shadow'; data: ShadowCause };
