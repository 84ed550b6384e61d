/**
 * A **subscription** sends people and rooms updates about incidents, without paging anybody: no answer is expected, and
 * a subscriber does not count as reached.
 */
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { TimelineEntry, TimelineKind } from '#domain/incident/effects';
import type { UpdateKind } from '#domain/notify/message/message';
import type { Matcher } from '#domain/routing/matcher';
import { matches } from '#domain/routing/matches';

/** Events of an incident that subscriptions can include. */
export const INCIDENT_EVENTS = [
  'opened',
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'resolved',
  'reopened',
  'escalated',
  'exhausted',
  'severity',
  'reassigned',
  'note',
  'review',
] as const satisfies readonly UpdateKind[];
export type SubscribedEvent = (typeof INCIDENT_EVENTS)[number];

/** The events of a subscription that names none. */
export const USUAL_EVENTS: readonly SubscribedEvent[] = ['opened', 'acknowledged', 'resolved', 'reopened', 'exhausted'];

export type SubscriptionTarget = { kind: 'user'; user: string } | { kind: 'channel'; channel: string };

export interface Subscription {
  id: string;
  name: string;
  /** Only incidents of this team; null for all. */
  team: string | null;
  /** Empty: of all. */
  integrations: string[];
  events: SubscribedEvent[];
  match: Matcher[];
  minimumSeverity: Severity | null;
  to: SubscriptionTarget[];
}

/** The parts of an incident that subscriptions match on. */
export interface IncidentView {
  title: string;
  severity: Severity;
  labels: Readonly<Record<string, string>>;
  team: string | null;
  integration: string | null;
  /** The kind of the source. */
  source: string;
  test: boolean;
}

const SAME: ReadonlySet<TimelineKind> = new Set<TimelineKind>(INCIDENT_EVENTS.filter((event) => event !== 'escalated'));

/** The event of a timeline entry; null if nobody can subscribe to it. */
export function eventOf({ kind, data }: Pick<TimelineEntry, 'kind' | 'data'>): SubscribedEvent | null {
  if (kind === 'step') {
    // Opening an incident already means its first step.
    return Number(data['step']) > 1 || Number(data['pass']) > 1 ? 'escalated' : null;
  }
  // An acknowledgement that does not count is no news. A change of severity is an event of its own.
  const isOther = data['counts'] === false || (kind === 'note' && data['severity'] !== undefined);
  return SAME.has(kind) && !isOther ? (kind as SubscribedEvent) : null;
}

/** Whether a subscription includes an event of an incident. A test concerns only the tester. */
export function isTold(subscription: Subscription, event: SubscribedEvent, incident: IncidentView): boolean {
  const { team, integrations, events, match, minimumSeverity } = subscription;
  return (
    !incident.test &&
    events.includes(event) &&
    (team === null || team === incident.team) &&
    (integrations.length === 0 || (incident.integration !== null && integrations.includes(incident.integration))) &&
    (minimumSeverity === null || severityRank(incident.severity) >= severityRank(minimumSeverity)) &&
    matches(match, incident)
  );
}
