/**
 * Decides which route an alert takes. Router, tester and preview use the same function, so the tester shows what will
 * happen.
 */
import { tryOrNull } from '#domain/attempt';
import { severityRank } from '#domain/incident/signal/alert';
import type { Severity } from '#domain/incident/signal/alert';
import type { Urgency } from '#domain/notify/responder';
import type { Integration, Route } from '#domain/routing/integration';
import { formatMatcher } from '#domain/routing/matcher';
import { matchBudget, matches } from '#domain/routing/matches';
import type { AlertView, MatchBudget } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/holidays';
import { windowContains } from '#domain/time/window';

export interface RouteDecision {
  /** Index in the integration's routes, or the default route, which is always there and comes last. */
  route: number | 'default';
  policy: string;
  /** null if neither the route nor its policy states one; the step then decides. */
  urgency: Urgency | null;
  /** The severity that the route sets, else the alert's own. */
  severity: Severity | null;
  /** The alert's labels with those of the route added. */
  labels: Record<string, string>;
  /** Recorded on the integration's page; opens nothing. */
  drop: boolean;
  /** Id of the integration that receives it as its heartbeat; null if it is an alert. */
  heartbeat: string | null;
  /** For the timeline and the tester. */
  reason: string;
}

/** Why a route does not match; null if it does. `unclear`: its matchers are too heavy to be tried on this alert. */
export type RouteMiss = 'match' | 'time' | 'unclear' | null;

export function whyRouteMissed(
  route: Route,
  alert: AlertView,
  at: number,
  calendar: Calendar,
  budget?: MatchBudget,
): RouteMiss {
  const result = matches(route.match, alert, budget);
  if (result === 'no') {
    return 'match';
  }
  if (route.when && !windowContains(route.when, at, calendar)) {
    return 'time';
  }
  return result === 'unclear' ? 'unclear' : null;
}

function reasonOf(route: Route, index: number): string {
  const what = route.match.length === 0 ? 'every alert' : route.match.map(formatMatcher).join(', ');
  return `route ${index + 1}: ${what}${route.when ? ', within its hours' : ''}`;
}

/**
 * Tries routes in order; the first whose matchers and hours hold is taken. Before one that is too heavy to be tried
 * nothing is left out: the alert may be the one that this route was made for, so it takes the default route, at the
 * urgency of the route, and no later route may drop it.
 */
export function decideRoute(
  integration: Integration,
  alert: AlertView,
  at: number,
  calendar: Calendar,
  budget: MatchBudget = matchBudget(),
): RouteDecision {
  for (const [index, route] of integration.routes.entries()) {
    // A route that cannot be evaluated (an invalid zone) is skipped, so that it cannot lose the alert.
    const missed = tryOrNull(() => [whyRouteMissed(route, alert, at, calendar, budget)])?.[0];
    if (missed === null) {
      return byRoute(integration, alert, index, route);
    }
    if (missed === 'unclear') {
      return {
        ...byDefault(integration, alert),
        urgency: route.urgency,
        severity: higher(alert.severity, route.severity),
        reason: `the default route, since the matchers of route ${index + 1} are too much work`,
      };
    }
  }
  return byDefault(integration, alert);
}

function byDefault({ policy }: Integration, alert: AlertView): RouteDecision {
  return {
    route: 'default',
    policy,
    urgency: null,
    severity: alert.severity,
    labels: { ...alert.labels },
    drop: false,
    heartbeat: null,
    reason: 'the default route',
  };
}

function byRoute(integration: Integration, alert: AlertView, index: number, route: Route): RouteDecision {
  return {
    route: index,
    policy: route.policy ?? integration.policy,
    urgency: route.urgency,
    severity: route.severity ?? alert.severity,
    labels: { ...alert.labels, ...route.labels },
    drop: route.drop,
    heartbeat: route.heartbeat ?? null,
    reason: reasonOf(route, index),
  };
}

function higher(one: Severity | null, other: Severity | null): Severity | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  return severityRank(other) > severityRank(one) ? other : one;
}

/** The alert with the route's changes, which maintenances and conditions of steps look at. */
export function routedView(alert: AlertView, decision: RouteDecision): AlertView {
  return { ...alert, labels: decision.labels, severity: decision.severity };
}
