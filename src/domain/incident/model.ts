/**
 * An **incident** is what people answer to; it groups alerts.
 *
 * States
 * - `open`: somebody must answer. Its escalation runs, or it is `exhausted` (everybody was paged, nobody answered),
 *   held by a maintenance, or a test; `next` says which.
 * - `acknowledged`: somebody is on it. Escalation and pages are stopped.
 * - `snoozed`: put off until an instant, at which it opens again and escalates from step 1.
 * - `resolved`: over. It is reopened by the source within its reopen window, or by a person.
 */
import type { AlertLink, Severity } from '#domain/incident/signal/alert';
import type { TitleReason } from '#domain/incident/signal/title';
import type { Policy } from '#domain/escalation/policy';
import type { Urgency } from '#domain/notify/responder';
import type { SourceKind } from '#domain/routing/integration';

export type IncidentStateName = 'open' | 'acknowledged' | 'snoozed' | 'resolved';

/** Why it was resolved; only `source` and `timeout` allow a new firing alert to reopen it. */
export type ResolutionCause = 'source' | 'person' | 'superseded' | 'merged' | 'timeout';

export interface Actor {
  /** Login of a person, `api`, the name a source gave, or `vigie`. */
  name: string;
  kind: 'person' | 'script' | 'source' | 'vigie';
  /** The surface it came from: link, api, grafana, source… */
  via: string;
}

export const VIGIE: Actor = { name: 'vigie', kind: 'vigie', via: 'vigie' };

/** A person whose page waits, since somebody else was paged in their place. */
export interface HeldPerson {
  user: string;
  /** Of the step for which the person was needed. */
  urgency: Urgency;
}

/** A person of a step who was not available when it was entered. */
export interface UnavailablePerson {
  user: string;
  /** Epoch ms. */
  until: number;
  standIn: string | null;
  /** Nobody else was at hand, so the person was paged. */
  alone?: true;
}

/** How far a run had come when a shadow began. */
export interface RunBeforeShadow {
  /** Index of the step reached: entered last, or waited for. */
  step: number;
  pass: number;
  /** Of the run. Another count means that steps were entered in shadow. */
  entry: number;
  /** Everybody had been told. */
  exhausted: boolean;
}

/** What an incident has without the maintenance that sent it to another policy. */
export interface OwnPolicy {
  policy: string;
  team: string | null;
}

/** One run of an escalation policy over an incident. */
export interface EscalationRun {
  /** A copy: editing the policy does not change running incidents. */
  policy: Policy;
  /** Passes begun after the first one. */
  pass: number;
  passStartedAt: number;
  /** Index of the step entered last; -1 before the first, `steps.length` between two passes. */
  step: number;
  /** Index of the step that the run will enter when its window opens; the step before it counts as entered last. */
  pause?: number;
  /** Counts step entries of this incident; identifies one entry in pages and deliveries. */
  entry: number;
  /** People paged in this pass. */
  paged: string[];
  /** A step was due while all alerts were over and only the resolve delay ran, which pages nobody. */
  postponed?: boolean;
  /** People called by hand: they are paged, whether they are available or not. */
  byHand?: true;
  /** People whose page waits, at the latest until the next entry. */
  held?: HeldPerson[];
  /** People whose page waited in this run, or who were paged because nobody else was at hand. None waits again. */
  called?: string[];
  /** People of the step entered last who were not available. */
  unavailable?: UnavailablePerson[];
  /** In shadow, and real before: what it did since reached nobody. A run that began in shadow has none. */
  beforeShadow?: RunBeforeShadow;
  /** The policy is that of a maintenance; these are the incident's own, for when it begins anew after it. */
  instead?: OwnPolicy;
  /** The run's copy of the policy is unreadable, so `policy` has no steps. The run restarts with today's version. */
  lost?: true;
}

/** Instants that this incident waits for. The earliest one is its only timer row. */
export interface IncidentTimers {
  /** The next step of the escalation. */
  escalate?: number;
  /** End of the snooze. */
  wake?: number;
  /** End of the maintenance that holds it. */
  hold?: number;
  /** End of a silence in the source, or when to ask about it. */
  silence?: number;
  /** People are paged if the source has not answered by then. */
  answer?: number;
  /** End of the source's downtime that covers all its firing alerts. */
  downtime?: number;
  /** When to ask the acknowledger whether they are still on it. */
  confirm?: number;
  /** When that question counts as unanswered. */
  confirmLimit?: number;
  /** When it resolves, if all alerts stay resolved. */
  resolve?: number;
  /** When it resolves without any signal from the source. */
  autoResolve?: number;
}

/** A silence in the source that covers all firing alerts. */
export interface Silence {
  /** The person's name in the source. */
  by: string;
  comment: string;
  /** Epoch ms at which the first of the silences ends. */
  until: number;
  /** Name of the integration. */
  source: string;
}

/** A stored part that could not be read. */
export interface UnreadablePart {
  /** `inner`, `labels`, `links`, `policy_copy`. */
  field: string;
  /** The stored text, shortened if it is long. */
  text: string;
}

/** What a command of a person or script replaced, kept so that it can be undone. */
export interface UndoableCommand {
  /** Without it: a resolution. */
  of?: 'acknowledgement' | 'snooze';
  by: string;
  at: number;
  /** Of the incident after the command. Another version means that something else has happened since. */
  version: number;
  state: Exclude<IncidentStateName, 'resolved'>;
  exhausted: boolean;
  snoozedUntil: number | null;
  timers: IncidentTimers;
  /** Of an acknowledgement or a snooze, which replace them. */
  answers?: Pick<Incident, 'acknowledgedAt' | 'acknowledgedBy' | 'acknowledgedKind' | 'acks'>;
  silence?: Silence;
  heardAt?: number;
  /** As in the run. */
  held?: HeldPerson[];
  called?: string[];
  /** It was resolved by a merge. */
  merged?: UndoableMerge;
}

/** What a merge moved, and what the other incident was like before. */
export interface UndoableMerge {
  into: string;
  /** Of the other incident after the merge. */
  intoVersion: number;
  severity: Severity;
  /** Of the incident that was merged. */
  firing: Incident['firing'];
  inDowntime: number;
  fingerprints: string[];
  keys: Array<{ integration: string; groupKey: string }>;
}

/** The last command, kept while a double tap could repeat it. */
interface LastCommand {
  key: string;
  at: number;
}

export interface Incident {
  id: string;
  number: number;
  /** null if opened by hand. */
  integration: string | null;
  source: SourceKind | 'manual';
  groupKey: string;
  title: string;
  /** Set if the title is Vigie's own, for translations. */
  titleReason?: TitleReason;
  description: string;
  severity: Severity;
  /** A person set the severity, so the source may only raise it. */
  severityPinned: boolean;
  /** Firing alerts per severity, in the order of SEVERITIES. */
  firing: [number, number, number, number];
  totalAlerts: number;
  /** Firing alerts in a downtime of the source. */
  inDowntime?: number;
  silence?: Silence;
  /** When the source last answered about silences. */
  heardAt?: number;
  /** Urgency given by the route. */
  routeUrgency: Urgency | null;
  state: IncidentStateName;
  exhausted: boolean;
  test: boolean;
  team: string | null;
  policy: string | null;
  labels: Record<string, string>;
  links: AlertLink[];
  openedAt: number;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  /**
   * The kind of actor that acknowledged it: only a person can be asked to confirm, and the source can only withdraw its
   * own.
   */
  acknowledgedKind: Actor['kind'] | null;
  /** Different people who acknowledged since it was last opened or un-acknowledged. */
  acks: string[];
  snoozedUntil: number | null;
  resolvedAt: number | null;
  resolvedBy: string | null;
  resolution: ResolutionCause | null;
  mergedInto: string | null;
  /** Instants of reopenings by the source in the last hour, for the flap guard. */
  reopens: number[];
  run: EscalationRun | null;
  timers: IncidentTimers;
  /** The last command, if repeating it would page twice. */
  given?: LastCommand;
  undo?: UndoableCommand;
  /** Its advance failed, and there was nobody to page. */
  untold?: true;
  /** Stored parts that could not be read; columns and defaults replace them. Present only until it is stored again. */
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
export function dueAt(timers: IncidentTimers): number | null {
  const due = Object.values(timers).filter((at): at is number => at !== undefined);
  return due.length === 0 ? null : Math.min(...due);
}
