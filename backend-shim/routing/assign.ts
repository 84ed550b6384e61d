/** Decides the route of an alert, unless a maintenance overrides it. Writes no rows. */
import type { OwnPolicy } from '#domain/incident/model';
import type { Alert } from '#domain/incident/signal/alert';
import { decideRoute, routedView } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import { activeMaintenance } from '#domain/routing/maintenance';
import type { AlertView } from '#domain/routing/matches';
import type { RouteAssignment } from '../ports/assignment.ts';
import type { Directory } from '../ports/directory.ts';

export function assign(directory: Directory, integration: Integration, alert: Alert, at: number): RouteAssignment {
  const view = viewOf(integration, alert);
  const decision = decideRoute(integration, view, at, directory.facts);
  const maintenance = activeMaintenance(
    directory.maintenances,
    routedView(view, decision),
    integration.id,
    at,
    directory.facts,
  );
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
  const { heartbeat } = decideRoute(integration, viewOf(integration, alert), at, directory.facts);
  return heartbeat === null ? null : (directory.integrations.get(heartbeat) ?? null);
}

/** Routes that set a severity set it for every alert, also for those that join an incident. */
export function withRouteSeverity(directory: Directory, integration: Integration, alert: Alert, at: number): Alert {
  if (alert.status !== 'firing' || integration.routes.every((route) => route.severity === null)) {
    return alert;
  }
  return { ...alert, severity: decideRoute(integration, viewOf(integration, alert), at, directory.facts).severity };
}

function viewOf(integration: Integration, alert: Alert): AlertView {
  return { labels: alert.labels, severity: alert.severity, title: alert.title, source: integration.type };
}
