/**
 * Defines effects: what a change of an incident asks of later stages. The stage that applies an effect turns it into
 * rows.
 */
import type { Urgency } from '#domain/notify/responder';
import type { UpdateKind } from '#domain/notify/message/message';

export type TimelineKind =
  | 'opened'
  | 'alert'
  | 'severity'
  | 'step'
  | 'skipped'
  | 'waiting'
  | 'repeat'
  | 'exhausted'
  | 'unreachable'
  | 'acknowledged'
  | 'unacknowledged'
  | 'resolved'
  | 'reopened'
  | 'snoozed'
  | 'woken'
  | 'escalated'
  | 'reassigned'
  | 'responders'
  | 'note'
  /** People have completed the review of the incident. */
  | 'review'
  | 'merged'
  | 'restarted'
  | 'confirm'
  | 'held'
  | 'flapping'
  | 'warning'
  | 'page'
  | 'delivery'
  | 'repaired'
  | 'shadow'
  | 'sync';

export interface TimelineEntry {
  at: number;
  kind: TimelineKind;
  /** Login, `api` or a source's name; null for Vigie itself. */
  actor: string | null;
  /** One English sentence; `kind` and `data` carry the same facts for machines and other languages. */
  text: string;
  data: Record<string, unknown>;
}

/** The step entry that a page belongs to; null if a person requested the page. */
export interface StepRef {
  entry: number;
  pass: number;
  step: number;
}

export type Effect =
  | { kind: 'timeline'; entry: TimelineEntry }
  | { kind: 'page'; user: string; urgency: Urgency; step: StepRef | null }
  | { kind: 'post'; channel: string; urgency: Urgency; step: StepRef | null }
  /** The incident became urgent: pages that wait for the end of quiet hours go out now. */
  | { kind: 'urge' }
  /** Ends running pages; what was not sent yet is cancelled. */
  | { kind: 'endPages'; users: string[] | 'all'; reason: string }
  /** The command that ended pages at this instant was undone: those pages go on, and what was cancelled is sent. */
  | { kind: 'resumePages'; endedAt: number }
  /** Notifies people and rooms that were reached about this incident, except `except`. */
  | { kind: 'tellReached'; update: UpdateKind; actor: string | null; text: string | null; except: string[] }
  /** Notifies these people, by their best contact method. */
  | { kind: 'tell'; users: string[]; update: UpdateKind; actor: string | null; text: string | null }
  /**
   * A person begins or stops working on it; `end` without a user ends everybody's work. `act`: a person
   * with a work profile gave a command, which by labour law may begin work too.
   */
  | { kind: 'intervention'; what: 'begin' | 'act'; user: string }
  | { kind: 'intervention'; what: 'end'; user: string | null }
  /** The work that ended with the incident at this instant goes on. */
  | { kind: 'intervention'; what: 'resume'; endedAt: number }
  /** The turn of a round-robin advances. */
  | { kind: 'turn'; key: string; next: number }
  /** Asks the source whether its alerts are silenced there. */
  | { kind: 'ask' }
  /** Marks every alert of the incident as resolved. */
  | { kind: 'resolveAlerts' }
  /** Updates the sources of its alerts (acknowledged, resolved, note…); `from`: the integration that it came from. */
  | { kind: 'sync'; what: SyncAction; actor: string; text: string | null; from?: string };

/** Which stage takes up an effect; `subscriptions`: the outbox, where somebody subscribes. */
type EffectStage = 'outbox' | 'subscriptions' | 'sync' | 'store';

export const EFFECT_STAGE = {
  timeline: 'subscriptions',
  page: 'outbox',
  post: 'outbox',
  urge: 'outbox',
  endPages: 'outbox',
  resumePages: 'outbox',
  tellReached: 'outbox',
  tell: 'outbox',
  intervention: 'store',
  turn: 'store',
  ask: 'sync',
  resolveAlerts: 'store',
  sync: 'sync',
} as const satisfies Record<Effect['kind'], EffectStage>;

type OutboxEffectKind = {
  [Kind in Effect['kind']]: (typeof EFFECT_STAGE)[Kind] extends 'outbox' | 'subscriptions' ? Kind : never;
}[Effect['kind']];

/** The effects that the outbox applies. */
export type OutboxEffect = Extract<Effect, { kind: OutboxEffectKind }>;

export const SYNC_ACTIONS = ['acknowledge', 'unacknowledge', 'resolve', 'note', 'severity', 'snooze'] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];
