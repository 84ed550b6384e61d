/** Opens a new incident. */
import { newRun, restartRun } from '#domain/escalation/run';
import type { Policy } from '#domain/escalation/policy';
import type { AlertLink, Severity } from '#domain/incident/signal/alert';
import { note } from '#domain/incident/draft';
import type { IncidentDraft } from '#domain/incident/draft';
import { callPeople } from '#domain/incident/commands/paging/call-people';
import { TEST_LIFE } from '#domain/incident/lifecycle';
import type { TitleReason } from '#domain/incident/signal/title';
import type { Actor, Incident, OwnPolicy } from '#domain/incident/model';
import type { Urgency } from '#domain/notify/responder';
import type { SourceKind } from '#domain/routing/integration';

export interface IncidentOpening {
  actor: Actor;
  /** The route that was taken and why; shown in the timeline. */
  reason: string;
  policy: Policy | null;
  /** People called by hand instead of, or before, a policy. */
  users: string[];
  /** The end of the maintenance that holds paging. */
  holdUntil: number | null;
  /** The policy is that of a maintenance; these are the incident's own. */
  instead?: OwnPolicy;
  /** A test that pages all the same. */
  pageTest: boolean;
}

export interface IncidentSeed {
  id: string;
  number: number;
  integration: string | null;
  source: SourceKind | 'manual';
  groupKey: string;
  title: string;
  titleReason?: TitleReason;
  description: string;
  severity: Severity;
  urgency: Urgency | null;
  team: string | null;
  policy: string | null;
  labels: Record<string, string>;
  links: AlertLink[];
  test: boolean;
  now: number;
}

export function newIncident(seed: IncidentSeed): Incident {
  const { now, urgency, ...rest } = seed;
  return {
    ...rest,
    severityPinned: false,
    firing: [0, 0, 0, 0],
    totalAlerts: 0,
    routeUrgency: urgency,
    state: 'open',
    exhausted: false,
    openedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedKind: null,
    acks: [],
    snoozedUntil: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    mergedInto: null,
    reopens: [],
    run: null,
    timers: seed.test ? { autoResolve: now + TEST_LIFE } : {},
    version: 0,
  };
}

/**
 * Step 1 is scheduled for now instead of entered, so that all alerts of the payload have joined, with the worst
 * severity, when people are chosen.
 */
export function open(draft: IncidentDraft, opening: IncidentOpening): void {
  const { incident, now } = draft;
  note(draft, 'opened', opening.actor, `Opened: ${incident.title} (${opening.reason})`, {
    severity: incident.severity,
    policy: opening.policy?.id ?? null,
    title: incident.title,
    ...(incident.titleReason && { titleReason: incident.titleReason }),
    because: opening.reason,
  });
  if (incident.test && !opening.pageTest) {
    note(draft, 'waiting', null, 'This is a test: it pages nobody and ends by itself after an hour.', {
      reason: 'test',
      test: true,
    });
    return;
  }
  const byHand = opening.users.length > 0;
  const policy = byHand ? callPeople(draft, opening.users) : opening.policy;
  if (policy) {
    incident.run = { ...newRun(draft, policy, byHand), ...(opening.instead && { instead: opening.instead }) };
  }
  if (opening.holdUntil !== null) {
    incident.timers.hold = opening.holdUntil;
    note(draft, 'held', null, 'A maintenance holds paging; if it is still open at its end, it escalates from step 1.', {
      until: opening.holdUntil,
    });
    return;
  }
  if (policy) {
    incident.timers.escalate = now;
  } else {
    restartRun(draft);
  }
}
