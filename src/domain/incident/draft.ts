/**
 * Makes a working copy of an incident while a batch of events is applied. Only `advance` makes one, so to its callers
 * the change is pure: state and events in, state and effects out.
 */
import type { Effect, TimelineEntry, TimelineKind } from '#domain/incident/effects';
import type { Actor, Incident } from '#domain/incident/model';
import type { Responder, Team } from '#domain/notify/responder';
import type { OnCallSelection, Policy } from '#domain/escalation/policy';
import type { ShadowState } from '#domain/notify/shadow';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import type { Calendar } from '#domain/time/holidays';

/** A person is not available at an instant. `hold`: their pages wait while others are at hand. `warn`: entries say so. */
export interface Unavailability {
  /** Epoch ms. */
  until: number;
  paging: 'hold' | 'warn';
}

/** What a decision needs to know at its instant. */
export interface DecisionFacts {
  calendar: Calendar;
  /** Logins on call; null if there is no such rota. */
  onCall(rota: string, who: OnCallSelection, at: number): string[] | null;
  policy(id: string): Policy | null;
  team(id: string): Team | null;
  /** null if unknown. Disabled people are returned, but not paged. */
  responder(login: string): Responder | null;
  admins(): string[];
  /** The turn of a round-robin: an index that only grows. */
  turn(key: string): number;
  /** How many signals this incident received since `at`. */
  signalsSince(incident: string, at: number): number;
  /** Whether the person has a work profile in force now, so that all their commands are recorded. Without the function, nobody has. */
  hasWorkProfile?(login: string): boolean;
  /** Whether the integration's source can be asked about silences. */
  tellsSilences(integration: string | null): boolean;
  /** Name of the integration, as people know it. */
  sourceName(integration: string): string;
  /** null: the person is available. Without the function, everybody is. */
  rest?(login: string, at: number): Unavailability | null;
  /** Whether the person works or is on call then, and so may stand in for others. Without the function, nobody is. */
  atHand?(login: string, at: number): boolean;
  /** What a maintenance means for the incident if it begins anew. Without the function, there is none. */
  maintenance?(incident: Incident, at: number): MaintenanceEffect | null;
  /** What is in shadow, for commands that ask first if nothing would leave. Without it, they do not ask. */
  shadow?: ShadowState;
}

export interface IncidentDraft {
  incident: Incident;
  effects: Effect[];
  now: number;
  facts: DecisionFacts;
  /** The integration of the present signal; after a merge it may differ from the incident's. */
  source?: string | null;
  /** What a maintenance means for the firing alert of the present signal. */
  arriving?: () => MaintenanceEffect | null;
}

export function draftOf(incident: Incident, now: number, facts: DecisionFacts): IncidentDraft {
  return { incident: structuredCloneIncident(incident), effects: [], now, facts };
}

/** Records why something happened. @param actor null for Vigie itself */
export function note(
  draft: IncidentDraft,
  kind: TimelineKind,
  actor: Actor | null,
  text: string,
  data: Record<string, unknown> = {},
): void {
  const name = actor === null || actor.kind === 'vigie' ? null : actor.name;
  const via = actor === null || actor.kind === 'vigie' ? {} : { via: actor.via };
  const entry: TimelineEntry = { at: draft.now, kind, actor: name, text, data: { ...data, ...via } };
  draft.effects.push({ kind: 'timeline', entry });
}

/** Saves unreadable parts in the timeline, since storing the incident replaces them. */
export function tellUnreadable(draft: IncidentDraft): void {
  const { unreadable } = draft.incident;
  delete draft.incident.unreadable;
  for (const { field, text } of unreadable ?? []) {
    note(
      draft,
      'warning',
      null,
      `What was stored of this incident could not be read (${field}): what is known from elsewhere stands in for it.`,
      { reason: 'unreadable', field, text },
    );
  }
}

/** @param name of the person in the source; null for the source itself */
export function sourceActor(draft: IncidentDraft, name: string | null): Actor {
  return { name: name ?? sourceName(draft), kind: 'source', via: 'source' };
}

/** Name of the integration of the present signal. */
export function sourceName({ incident, facts, source }: IncidentDraft): string {
  const speaking = source ?? incident.integration;
  // Vigie itself speaks for incidents that people opened by hand.
  return speaking === null ? 'Vigie' : facts.sourceName(speaking);
}

function structuredCloneIncident(incident: Incident): Incident {
  return {
    ...incident,
    firing: [...incident.firing],
    labels: { ...incident.labels },
    links: [...incident.links],
    acks: [...incident.acks],
    reopens: [...incident.reopens],
    timers: { ...incident.timers },
    run: incident.run && { ...incident.run, paged: [...incident.run.paged] },
  };
}
