/**
 * A **subscription** sends people and rooms updates about incidents, without paging anybody: no answer is expected, and
 * a subscriber does not count as reached.
 */
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { TimelineEntry, TimelineKind } from '#domain/incident/effects';
import type { UpdateKind } from '#domain/notify/message/message';
import type { Matcher } from '#domain/routing/matcher';
import { matches, smallBudget, spentOf } from '#domain/routing/matches';
import type { MatchBudget } from '#domain/routing/matches';
import type { Chunked } from '#domain/stretches';

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

/** Whether a subscription includes an event of an incident, apart from its matchers. A test concerns only the tester. */
function includes(subscription: Subscription, event: SubscribedEvent, incident: IncidentView): boolean {
  const { team, integrations, events, minimumSeverity } = subscription;
  return (
    !incident.test &&
    events.includes(event) &&
    (team === null || team === incident.team) &&
    (integrations.length === 0 || (incident.integration !== null && integrations.includes(incident.integration))) &&
    (minimumSeverity === null || severityRank(incident.severity) >= severityRank(minimumSeverity))
  );
}

/** Units of work after which whoever pages somebody has a turn. */
const PAUSE_AFTER = 1_000_000;

/**
 * The subscriptions that include an event of an incident, in their order. One whose matchers are too heavy to be tried
 * tells nobody. All subscriptions of a person share a budget, so that nobody's cost others theirs; one for rooms or
 * several people has its own.
 */
export function* toldOf(
  subscriptions: readonly Subscription[],
  event: SubscribedEvent,
  incident: IncidentView,
): Chunked<Subscription[]> {
  const budgets = new Map<string, MatchBudget>();
  const told: Subscription[] = [];
  let spent = 0;
  for (const one of subscriptions.filter((subscription) => includes(subscription, event, incident))) {
    const owner = ownerOf(one);
    const budget = budgets.get(owner) ?? smallBudget();
    budgets.set(owner, budget);
    const before = { ...budget };
    if (matches(one.match, incident, budget) === 'yes') {
      told.push(one);
    }
    spent += spentOf(budget, before);
    if (spent >= PAUSE_AFTER) {
      spent = 0;
      yield;
    }
  }
  return told;
}

function ownerOf({ id, to }: Subscription): string {
  const [first, ...others] = new Set(to.map((target) => (target.kind === 'user' ? target.user : null)));
  return others.length === 0 && typeof first === 'string' ? `user ${first}` : `subscription ${id}`;
}
