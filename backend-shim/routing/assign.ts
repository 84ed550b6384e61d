/** Decides the route of an alert, unless a maintenance overrides it. Writes no rows. */
import type { OwnPolicy } from '#domain/incident/model';
import type { Alert } from '#domain/incident/signal/alert';
import { answerOf } from '#domain/attempt';
import { decideRoute, routedView } from '#domain/routing/decide';
import type { RouteDecision } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import { hasRegex } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { regexWeight } from '#domain/routing/regex/regex';
import { matchBudget, spentOf } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';
import type { RouteAssignment } from '../ports/assignment.ts';
import type { Directory } from '../ports/directory.ts';

export function assign(directory: Directory, integration: Integration, alert: Alert, at: number): RouteAssignment {
  const { decision, maintenance } = decidedOf(directory, integration, alert, at);
  const policyId = maintenance?.kind === 'policy' ? maintenance.policy : decision.policy;
  const policy = directory.policies.get(policyId) ?? null;
  const because = maintenance
    ? `${decision.reason}; maintenance ${nameOf(directory, maintenance.maintenance)}`
    : decision.reason;
  return {
    policy,
    team: policy?.team ?? integration.team,
    severity: decision.severity,
    urgency: decision.urgency,
    labels: decision.labels,
    drop: decision.drop || decision.heartbeat !== null,
    holdUntil: maintenance?.kind === 'hold' ? maintenance.until : null,
    maintenance,
    instead: maintenance?.kind === 'policy' ? ownPolicy(directory, integration, decision.policy) : null,
    reason: `${because}, policy ${policy?.name ?? policyId}`,
  };
}

function ownPolicy({ policies }: Directory, { team }: Integration, policy: string): OwnPolicy {
  return { policy, team: policies.get(policy)?.team ?? team };
}

function nameOf({ maintenances }: Directory, id: string): string {
  return maintenances.find((one) => one.id === id)?.name ?? id;
}

/** The integration whose heartbeat the alert is; null: it is none. Tests and ends are no signs of life. */
export function heartbeatOf(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
): Integration | null {
  if (alert.status !== 'firing' || alert.test || integration.routes.every((route) => !route.heartbeat)) {
    return null;
  }
  const { heartbeat } = decidedOf(directory, integration, alert, at).decision;
  return heartbeat === null ? null : (directory.integrations.get(heartbeat) ?? null);
}

/** Routes that set a severity set it for every alert, also for those that join an incident. */
export function withRouteSeverity(directory: Directory, integration: Integration, alert: Alert, at: number): Alert {
  if (alert.status !== 'firing' || integration.routes.every((route) => route.severity === null)) {
    return alert;
  }
  return { ...alert, severity: decidedOf(directory, integration, alert, at).decision.severity };
}

interface Decided {
  directory: Directory;
  integration: Integration;
  alert: Pick<Alert, 'severity' | 'title'>;
  at: number;
  decision: RouteDecision;
  maintenance: MaintenanceEffect | null;
  /** Units of work that it took. */
  spent: number;
}

/**
 * What was decided of an alert last, by its labels, which copies of the alert share. Deciding is asked for up to four times
 * in a row, and with heavy matchers each time would take milliseconds.
 */
const decided = new WeakMap<Alert['labels'], Decided>();

function decidedOf(directory: Directory, integration: Integration, alert: Alert, at: number): Decided {
  const known = decided.get(alert.labels);
  if (
    known?.directory === directory &&
    known.integration === integration &&
    known.at === at &&
    known.alert.severity === alert.severity &&
    known.alert.title === alert.title
  ) {
    return known;
  }
  const view = viewOf(integration, alert);
  const [forRoutes, forMaintenances] = [matchBudget(), matchBudget()];
  const decision = decideRoute(integration, view, at, directory.facts, forRoutes);
  const maintenance = activeMaintenance(
    directory.maintenances,
    routedView(view, decision),
    integration.id,
    at,
    directory.facts,
    forMaintenances,
  );
  const spent = spentOf(forRoutes, matchBudget()) + spentOf(forMaintenances, matchBudget());
  const made: Decided = { directory, integration, alert, at, decision, maintenance, spent };
  decided.set(alert.labels, made);
  return made;
}

/** Expressions that people write by hand weigh less; their states are few, whatever the text. */
const HEAVY_ONE = 40;
const HEAVY_TOGETHER = 1_000;

/** By the list that holds them, which stays the same until it is changed. */
const weights = new WeakMap<ReadonlyArray<{ match: readonly Matcher[] }>, number>();

function weightOf(list: ReadonlyArray<{ match: readonly Matcher[] }>): number {
  const known = weights.get(list);
  if (known !== undefined) {
    return known;
  }
  const all = list.flatMap(({ match }) => match.filter(hasRegex).map(({ value }) => regexWeight(value)));
  const weight = all.filter((one) => one >= HEAVY_ONE).reduce((sum, one) => sum + one, 0);
  weights.set(list, weight);
  return weight;
}

/** Whether deciding about one alert of the integration may take milliseconds. */
export function isHeavyToRoute({ maintenances }: Directory, { routes }: Integration): boolean {
  // What cannot be evaluated is nothing to wait for.
  return (answerOf(() => weightOf(routes) + weightOf(maintenances)) ?? 0) > HEAVY_TOGETHER;
}

/**
 * Decides beforehand, so that whoever decides in one go afterwards finds it done.
 * @returns units of work that it took; a million take some ten milliseconds at most
 */
export function decideAhead(directory: Directory, integration: Integration, alert: Alert, at: number): number {
  return answerOf(() => decidedOf(directory, integration, alert, at).spent) ?? 0;
}

function viewOf(integration: Integration, alert: Alert): AlertView {
  return { labels: alert.labels, severity: alert.severity, title: alert.title, source: integration.type };
}
