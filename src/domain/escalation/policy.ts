/** An **escalation policy** says who is paged, in which order, until somebody answers. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Urgency } from '#domain/notify/responder';
import type { Matcher } from '#domain/routing/matcher';
import type { TimeWindow } from '#domain/time/window';

/** Name of the policy that pages people by hand, in the copies of it that are stored; readers see words of their language. */
export const CALLED_BY_HAND = 'Called by hand';

export type OnCallSelection = 'current' | 'next' | 'everyone';

export type StepTarget =
  | { kind: 'rota'; rota: string; who: OnCallSelection }
  | { kind: 'user'; user: string }
  | { kind: 'team'; team: string }
  | { kind: 'roundRobin'; users: string[] }
  | { kind: 'channel'; channel: string };

/** Every given condition must hold; otherwise the step is skipped at once. */
export interface StepConditions {
  window: TimeWindow | null;
  minSeverity: Severity | null;
  match: Matcher[];
  /** At least `count` signals within the last `within` ms. */
  alerts: { count: number; within: number } | null;
}

/** A window that a step waits for. */
export interface AwaitedWindow {
  id: string;
  /** null: it is gone, so nothing is waited for. */
  window: TimeWindow | null;
}

export interface Step {
  /** Whom the step pages; empty: the step only waits. */
  notify: StepTarget[];
  urgency: Urgency | null;
  /** ms to wait for an answer before the next step. */
  wait: number;
  when: StepConditions | null;
  /** How many different people must acknowledge; 1 is usual. */
  requireAcks: number;
  /** Leave out people already paged in this pass. */
  onlyNew: boolean;
  /** While this window is closed, the run waits before the step. */
  until?: AwaitedWindow;
}

export interface Policy {
  id: string;
  name: string;
  team: string | null;
  /** How often the whole list starts again after its first pass, 0–10. */
  repeat: number;
  /** ms after which an acknowledgement must be confirmed; null for never. */
  ackTimeout: number | null;
  steps: Step[];
  /** Whom to page if nobody answered; null for the team's managers, else the Admins. */
  onExhausted: StepTarget[] | null;
}
