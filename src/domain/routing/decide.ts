/**
 * Decides which route an alert takes. Router, tester and preview use the same function, so the tester shows what will
 * happen.
 */
import { answerOf } from '#domain/attempt';
import type { Severity } from '#domain/incident/signal/alert';
import type { Urgency } from '#domain/notify/responder';
import type { Integration, Route } from '#domain/routing/integration';
import { formatMatcher } from '#domain/routing/matcher';
import { matches } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';
import type { Calendar } from '#domain/time/calendar';
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

/** Why a route does not match; null if it does. */
export type RouteMiss = 'match' | 'time' | null;

export function whyRouteMissed(route: Route, alert: AlertView, at: number, calendar: Calendar): RouteMiss {
  if (!matches(route.match, alert)) {
    return 'match';
  }
  return route.when && !windowContains(route.when, at, calendar) ? 'time' : null;
}

/** A route that cannot be evaluated (an invalid zone) is skipped, so that it cannot lose the alert. */
function holds(route: Route, alert: AlertView, at: number, calendar: Calendar): boolean {
  return answerOf(() => whyRouteMissed(route, alert, at, calendar) === null) ?? false;
}

function reasonOf(route: Route, index: number): string {
  const what = route.match.length === 0 ? 'every alert' : route.match.map(formatMatcher).join(', ');
  return `route ${index + 1}: ${what}${route.when ? ', within its hours' : ''}`;
}

/** Tries routes in order; the first whose matchers and hours hold is taken. */
export function decideRoute(integration: Integration, alert: AlertView, at: number, calendar: Calendar): RouteDecision {
  const index = integration.routes.findIndex((route) => holds(route, alert, at, calendar));
  const route = integration.routes[index];
  if (!route) {
    const { policy } = integration;
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

/** The alert with the route's changes, which maintenances and conditions of steps look at. */
export function routedView(alert: AlertView, decision: RouteDecision): AlertView {
  return { ...alert, labels: decision.labels, severity: decision.severity };
}
