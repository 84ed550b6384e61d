/**
 * An **incident** is what people answer to; it groups alerts.
 *
 * States
 * - `open`: somebody must answer. Its escalation runs, or it is `exhausted` (everybody was told,
 *   nobody answered), held by a maintenance, or a test; in each case `next` says so.
 * - `acknowledged`: somebody has it. Escalation and pages are stopped.
 * - `snoozed`: put off until an instant, then it is open again and escalates from step 1.
 * - `resolved`: over. Reopened by the source within its reopen window, or by a person.
 */
import type { Link, Severity } from '#domain/incident/alert';
import type { TitleReason } from '#domain/incident/title';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';
import type { SourceKind } from '#domain/routing/integration';

export type IncidentStateName = 'open' | 'acknowledged' | 'snoozed' | 'resolved';

/** Why it was resolved; only `source` and `timeout` let a new firing alert reopen it. */
export type Resolution = 'source' | 'person' | 'superseded' | 'merged' | 'timeout';

export interface Actor {
  /** Login of a person, `api`, the name a source gave, or `vigie`. */
  name: string;
  kind: 'person' | 'script' | 'source' | 'vigie';
  /** The surface it came from: link, api, grafana, source… */
  via: string;
}

export const VIGIE: Actor = { name: 'vigie', kind: 'vigie', via: 'vigie' };

/** One run of an escalation policy over an incident. */
export interface Run {
  /** A copy: editing the policy does not change running incidents. */
  policy: Policy;
  /** Passes begun after the first one. */
  pass: number;
  passStartedAt: number;
  /** Index of the step entered last; -1 before the first, `steps.length` between two passes. */
  step: number;
  /** Counts step entries of this incident; names one entry in pages and deliveries. */
  entry: number;
  /** People paged in this pass. */
  paged: string[];
  /** A step was due while all alerts were over and only the resolve delay ran: nobody is paged for that. */
  postponed?: boolean;
  /** What it ran on cannot be read any more; `policy` has no steps. It starts anew on today's version. */
  lost?: true;
}

/** What this incident waits for; each is an instant. The earliest is the incident's one timer row. */
export interface Timers {
  /** The next step of the escalation. */
  escalate?: number;
  /** End of the snooze. */
  wake?: number;
  /** End of the maintenance that holds it. */
  hold?: number;
  /** End of the silence that somebody made in the source, or when to ask about it. */
  silence?: number;
  /** No answer of the source until then: people are paged. */
  answer?: number;
  /** End of the source's downtime that all its firing alerts are in. */
  downtime?: number;
  /** Ask the acknowledger whether they are still on it. */
  confirm?: number;
  /** No answer to that question. */
  confirmLimit?: number;
  /** All alerts are resolved and stay so until then. */
  resolve?: number;
  /** No signal from the source until then. */
  autoResolve?: number;
}

/** Somebody silenced all that fires in the source. */
export interface Silence {
  /** As the source names them. */
  by: string;
  comment: string;
  /** Epoch ms at which the first of them ends. */
  until: number;
  /** Name of the integration. */
  source: string;
}

/** A stored part that could not be read. */
export interface UnreadablePart {
  /** `inner`, `labels`, `links`, `policy_copy`. */
  field: string;
  /** As it is stored, cut off where it is long. */
  text: string;
}

/** The command that was given last, kept while a double tap could repeat it. */
export interface LastCommand {
  key: string;
  at: number;
}

export interface Incident {
  id: string;
  number: number;
  /** null: opened by hand. */
  integration: string | null;
  source: SourceKind | 'manual';
  groupKey: string;
  title: string;
  /** The title is Vigie's own: the same for other languages. */
  titleReason?: TitleReason;
  description: string;
  severity: Severity;
  /** A person set the severity: the source may only raise it. */
  severityPinned: boolean;
  /** Firing alerts per severity, in the order of SEVERITIES. */
  firing: [number, number, number, number];
  totalAlerts: number;
  /** Firing alerts that the source has in a downtime. */
  inDowntime?: number;
  silence?: Silence;
  /** When the source last said whether it is silenced. */
  heardAt?: number;
  /** Urgency given by the route. */
  routeUrgency: Urgency | null;
  state: IncidentStateName;
  exhausted: boolean;
  test: boolean;
  team: string | null;
  policy: string | null;
  labels: Record<string, string>;
  links: Link[];
  openedAt: number;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  /** What acknowledged it: only a person can be asked to confirm, only a source's can be undone by the source. */
  acknowledgedKind: Actor['kind'] | null;
  /** Different people who acknowledged since it was last opened or un-acknowledged. */
  acks: string[];
  snoozedUntil: number | null;
  resolvedAt: number | null;
  resolvedBy: string | null;
  resolution: Resolution | null;
  mergedInto: string | null;
  /** Instants of reopenings by the source in the last hour, for the flap guard. */
  reopens: number[];
  run: Run | null;
  timers: Timers;
  /** The last command, where giving it twice would page twice. */
  given?: LastCommand;
  /** Its advance failed, and there was nobody who could be told. */
  untold?: true;
  /** What of it is stored and could not be read; columns and defaults stand in for it. Only until it is stored again. */
  unreadable?: UnreadablePart[];
  version: number;
}

/** Firing alerts of all severities. */
export function firingCount(incident: Incident): number {
  return incident.firing.reduce((a, b) => a + b, 0);
}

/** Urgency of a page: the step's, else the route's, else `default`; `critical` makes it `urgent`. */
export function urgencyOf(incident: Incident, step: Urgency | null): Urgency {
  return incident.severity === 'critical' ? 'urgent' : (step ?? incident.routeUrgency ?? 'default');
}

/** The instant at which this incident needs attention next by itself, or null. */
export function dueAt(timers: Timers): number | null {
  const due = Object.values(timers).filter((at): at is number => at !== undefined);
  return due.length === 0 ? null : Math.min(...due);
}
