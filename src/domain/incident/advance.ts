/**
 * The only way to change an incident: `advance(incident, events, now, facts)` returns the next state, effects for later
 * stages, and the result of each event. The preview folds the same function over time, so that people see what will
 * run.
 */
import { stepUnreachable } from '#domain/escalation/run';
import { absorb, splitOff } from '#domain/incident/commands/absorb';
import type { AbsorbedIncident, SplitIncident } from '#domain/incident/commands/absorb';
import type { Command, CommandRefusal } from '#domain/incident/commands/command';
import { applyCommand } from '#domain/incident/commands/commands';
import { draftOf, tellUnreadable } from '#domain/incident/draft';
import type { IncidentDraft, DecisionFacts } from '#domain/incident/draft';
import type { Effect } from '#domain/incident/effects';
import type { Actor, Incident } from '#domain/incident/model';
import { changeHold } from '#domain/incident/commands/hold';
import { changeShadow } from '#domain/incident/commands/shadow';
import type { ShadowChange } from '#domain/incident/commands/shadow';
import type { KnownAlert } from '#domain/incident/signal/placement';
import { open } from '#domain/incident/signal/open';
import type { IncidentOpening } from '#domain/incident/signal/open';
import { applySilenceAnswer } from '#domain/incident/commands/silence';
import type { SilenceAnswer } from '#domain/incident/commands/silence';
import { applySignal } from '#domain/incident/signal/signal';
import type { AlertSignal } from '#domain/incident/signal/signal';
import { supersede } from '#domain/incident/signal/supersede';
import { ownersLeft } from '#domain/incident/progress/owners-left';
import { applyDueTimers } from '#domain/incident/progress/timers';
import { repair } from '#domain/incident/progress/watchdog';

export type IncidentEvent =
  | { kind: 'open'; opening: IncidentOpening }
  | { kind: 'signal'; signal: AlertSignal }
  | { kind: 'superseded' }
  | { kind: 'command'; command: Command; actor: Actor }
  /** Another incident was merged into this one. */
  | ({ kind: 'absorbed' } & AbsorbedIncident)
  /** A merge into this one was undone. */
  | ({ kind: 'split' } & SplitIncident)
  | { kind: 'timers' }
  /** The maintenance that holds the incident was changed; null if nothing holds it any longer. */
  | { kind: 'held'; until: number | null }
  /** Its team or integration was switched between real and shadow. */
  | { kind: 'shadow'; change: ShadowChange }
  /** The answer of the source of `integration` about silences. */
  | { kind: 'heard'; integration: string; heard: SilenceAnswer }
  /** Every delivery of the step entry has failed for good. */
  | { kind: 'unreachable'; entry: number }
  /** Everybody who acknowledged it may be disabled. */
  | { kind: 'ownersLeft' }
  /** The watchdog found it without a next step. */
  | { kind: 'repair' };

/** In the order of the events: the new alert row, or why a command was refused. */
export interface EventResult {
  alert: KnownAlert | null;
  refusal: CommandRefusal | null;
}

export interface AdvanceResult {
  incident: Incident;
  effects: Effect[];
  results: EventResult[];
}

export function advance(
  incident: Incident,
  events: readonly IncidentEvent[],
  now: number,
  facts: DecisionFacts,
): AdvanceResult {
  const draft = draftOf(incident, now, facts);
  tellUnreadable(draft);
  const results = events.map((event) => applyEvent(draft, event));
  draft.incident.version += 1;
  return { incident: draft.incident, effects: draft.effects, results };
}

const NOTHING: EventResult = { alert: null, refusal: null };

/** Applies one event to the draft; `advanceWithFallback` uses this, too. */
export function applyEvent(draft: IncidentDraft, event: IncidentEvent): EventResult {
  switch (event.kind) {
    case 'open':
      open(draft, event.opening);
      return NOTHING;
    case 'signal':
      return { alert: applySignal(draft, event.signal), refusal: null };
    case 'superseded':
      supersede(draft);
      return NOTHING;
    case 'command':
      return { alert: null, refusal: applyCommand(draft, event.command, event.actor) };
    case 'absorbed':
      absorb(draft, event);
      return NOTHING;
    case 'split':
      splitOff(draft, event);
      return NOTHING;
    case 'timers':
      applyDueTimers(draft);
      return NOTHING;
    case 'held':
      changeHold(draft, event.until);
      return NOTHING;
    case 'shadow':
      changeShadow(draft, event.change);
      return NOTHING;
    case 'heard':
      draft.source = event.integration;
      applySilenceAnswer(draft, event.heard);
      return NOTHING;
    case 'unreachable':
      stepUnreachable(draft, event.entry);
      return NOTHING;
    case 'ownersLeft':
      ownersLeft(draft);
      return NOTHING;
    case 'repair':
      repair(draft);
      return NOTHING;
  }
}
