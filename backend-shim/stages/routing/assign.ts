/** Decides the route of an alert, unless a maintenance overrides it. Writes no rows. */
import { tryOrNull } from '#domain/attempt';
import type { OwnPolicy } from '#domain/incident/model';
import type { Alert } from '#domain/incident/signal/alert';
import { decideRoute, routedView } from '#domain/routing/decide';
import type { RouteDecision } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { MaintenanceEffect } from '#domain/routing/maintenance';
import { matchMeter, metered } from '#domain/routing/match-meter';
import type { MatchMeter } from '#domain/routing/match-meter';
import type { AlertView } from '#domain/routing/matches';
import type { RouteAssignment } from '../../ports/assignment.ts';
import type { Directory } from '../../ports/directory.ts';

/** @param meter of all alerts that are decided about together; absent: there is only this one */
export function assign(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  meter?: MatchMeter,
): RouteAssignment {
  const { decision, maintenance, unclear } = decidedOf(directory, integration, alert, at, meter);
  const policyId = maintenance?.kind === 'policy' ? maintenance.policy : decision.policy;
  const policy = directory.policies.get(policyId) ?? null;
  const because = [
    decision.reason,
    ...unclear.map((id) => `maintenance ${nameOf(directory, id)} holds nothing, since its matchers are too much work`),
    ...(maintenance ? [`maintenance ${nameOf(directory, maintenance.maintenance)}`] : []),
  ].join('; ');
  return {
    policy,
    team: policy?.team ?? integration.team,
    severity: decision.severity,
    urgency: decision.urgency,
    labels: decision.labels,
    drop: decision.drop || decision.heartbeat !== null,
    holdUntil: maintenance?.kind === 'hold' ? maintenance.until : null,
    maintenance,
    unclear,
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
  meter?: MatchMeter,
): Integration | null {
  if (alert.status !== 'firing' || alert.test || integration.routes.every((route) => !route.heartbeat)) {
    return null;
  }
  const { heartbeat } = decidedOf(directory, integration, alert, at, meter).decision;
  return heartbeat === null ? null : (directory.integrations.get(heartbeat) ?? null);
}

/** Routes that set a severity set it for every alert, also for those that join an incident. */
export function withRouteSeverity(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  meter?: MatchMeter,
): Alert {
  if (alert.status !== 'firing' || integration.routes.every((route) => route.severity === null)) {
    return alert;
  }
  return { ...alert, severity: decidedOf(directory, integration, alert, at, meter).decision.severity };
}

interface Decided {
  directory: Directory;
  integration: Integration;
  alert: Pick<Alert, 'severity' | 'title'>;
  at: number;
  /** Decided when the alert came, which its transaction keeps to. */
  isAhead: boolean;
  decision: RouteDecision;
  maintenance: MaintenanceEffect | null;
  /** Maintenances of which it is unclear whether they concern it. */
  unclear: readonly string[];
}

/**
 * What was decided of an alert, by its labels, which copies of the alert share. Deciding is asked for up to four times
 * in a row, before and after the route sets the severity, and with heavy matchers each time would take milliseconds.
 */
const decided = new WeakMap<Alert['labels'], Decided[]>();

/** As the alert came, and with the severity of its route. */
const KEPT = 2;
/** ms that what was decided ahead holds: as long as a transaction may wait for others. */
const AHEAD_HOLDS = 10_000;

function knownOf(directory: Directory, integration: Integration, alert: Alert, at: number): Decided | undefined {
  return decided
    .get(alert.labels)
    ?.find(
      (known) =>
        known.directory === directory &&
        known.integration === integration &&
        (known.at === at || (known.isAhead && known.at <= at && at - known.at <= AHEAD_HOLDS)) &&
        known.alert.severity === alert.severity &&
        known.alert.title === alert.title,
    );
}

function keep(labels: Alert['labels'], made: Decided): Decided {
  decided.set(labels, [made, ...(decided.get(labels) ?? []).slice(0, KEPT - 1)]);
  return made;
}

function decidedOf(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  meter = matchMeter(),
): Decided {
  const known = knownOf(directory, integration, alert, at);
  if (known) {
    return known;
  }
  const decision = routeOf(directory, integration, alert, at, meter);
  const held = maintenanceOf(directory, integration, alert, at, decision, meter);
  return keep(alert.labels, { directory, integration, alert, at, isAhead: false, decision, ...held });
}

function routeOf({ facts }: Directory, integration: Integration, alert: Alert, at: number, meter: MatchMeter) {
  return metered(meter, (budget) => decideRoute(integration, viewOf(integration, alert), at, facts, budget));
}

function maintenanceOf(
  { maintenances, facts }: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  decision: RouteDecision,
  meter: MatchMeter,
): Pick<Decided, 'maintenance' | 'unclear'> {
  const view = routedView(viewOf(integration, alert), decision);
  const unclear: string[] = [];
  const maintenance = metered(meter, (budget) =>
    activeMaintenance(maintenances, view, integration.id, at, facts, budget, ({ id }) => unclear.push(id)),
  );
  return { maintenance, unclear };
}

/**
 * Decides beforehand, in steps of some twenty milliseconds at most, so that whoever decides in one go afterwards finds it
 * done.
 */
export function* decidingAhead(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  meter: MatchMeter,
): Generator<void, void> {
  yield* decideAhead(directory, integration, alert, at, meter);
  const after = tryOrNull(() => withRouteSeverity(directory, integration, alert, at, meter));
  if (after !== null) {
    yield* decideAhead(directory, integration, after, at, meter);
  }
}

/** What cannot be evaluated is left to whoever decides in earnest, and knows what to do. */
function* decideAhead(
  directory: Directory,
  integration: Integration,
  alert: Alert,
  at: number,
  meter: MatchMeter,
): Generator<void, void> {
  if (knownOf(directory, integration, alert, at)) {
    return;
  }
  const decision = tryOrNull(() => routeOf(directory, integration, alert, at, meter));
  yield;
  if (decision === null) {
    return;
  }
  const held = tryOrNull(() => maintenanceOf(directory, integration, alert, at, decision, meter));
  if (held !== null) {
    keep(alert.labels, { directory, integration, alert, at, isAhead: true, decision, ...held });
  }
  yield;
}

function viewOf(integration: Integration, alert: Alert): AlertView {
  return { labels: alert.labels, severity: alert.severity, title: alert.title, source: integration.type };
}
