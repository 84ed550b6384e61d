/**
 * Pages people once about an integration that cannot be read, since it accepts no alerts, or one with a route that is out,
 * since its alerts page by the default route: its team's managers, or Admins. The incident resolves when the integration
 * is in order again or is deleted.
 */
import type { Alert } from '#domain/incident/signal/alert';
import type { Policy } from '#domain/escalation/policy';
import type { Integration } from '#domain/routing/integration';
import { DAY } from '#domain/time/duration';
import type { AlertArrival } from '../stages/incident/arrival.ts';
import { receive } from '../stages/incident/receive.ts';
import type { RouteAssignment } from '../ports/assignment.ts';
import type { BrokenIntegration, BrokenRoute } from '../ports/directory.ts';
import { forgetOutOfService, OUT_OF_SERVICE, readReportedOutOfService } from '../store/incidents/out-of-service.ts';
import type { Work } from '../store/work.ts';

export async function tellOutOfService(work: Work): Promise<void> {
  const { brokenIntegrations, brokenRoutes } = work.directory;
  const broken = [...brokenIntegrations.map(asUnread), ...brokenRoutes.map(asOut)];
  const said = await readReportedOutOfService(work);
  const well = said.filter((id) => !broken.some((one) => one.id === id));
  const arrivals = [
    ...broken.filter(({ id }) => !said.includes(id)).map(({ arrival: begun }) => begun),
    ...well.map(over),
  ];
  if (arrivals.length > 0) {
    await receive(work, arrivals, ({ integration }) => toManagers(integration));
  }
  for (const id of well) {
    await forgetOutOfService(work, id);
  }
}

interface Failure {
  id: string;
  arrival: AlertArrival;
}

function asUnread({ id, name, team, field, problem }: BrokenIntegration): Failure {
  const where = field === '' ? 'what is stored of it' : field;
  const description = `Alerts that it sends are refused for now (503), so that its senders come again: ${where} ${problem}. State the integration anew (provisioning file, or PUT /api/v1/integrations/${id}), or delete it.`;
  return failure({ id, name, team }, `Integration ${name} cannot be read and takes no alerts`, description);
}

function asOut({ id, name, team, field, problem }: BrokenRoute): Failure {
  const description = `${field} ${problem}. Alerts that this route may be meant for page by the default route of the integration, at the urgency of the route. Make the matcher simpler (provisioning file, or PUT /api/v1/integrations/${id}).`;
  return failure({ id, name, team }, `A route of integration ${name} is out of service`, description);
}

function failure(of: Pick<Integration, 'id' | 'name' | 'team'>, title: string, description: string): Failure {
  return { id: of.id, arrival: arrival(of, { status: 'firing', title, description }) };
}

function over(id: string): AlertArrival {
  return arrival({ id, name: id, team: null }, { status: 'resolved', title: null, description: null });
}

function arrival(
  { id, name, team }: Pick<Integration, 'id' | 'name' | 'team'>,
  said: Pick<Alert, 'status' | 'title' | 'description'>,
): AlertArrival {
  const integration: Integration = {
    id,
    name,
    type: 'webhook',
    team,
    token: '',
    hmac: null,
    policy: '',
    routes: [],
    groupBy: null,
    resolveDelay: 0,
    reopenWindow: 0,
    autoResolve: null,
    heartbeat: null,
    template: null,
    sync: null,
  };
  const alert: Alert = {
    ...said,
    fingerprint: OUT_OF_SERVICE,
    groupKey: OUT_OF_SERVICE,
    severity: 'critical',
    labels: { integration: id },
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    raw: { integration: id },
  };
  return { integration, alert, pageTest: false };
}

/** A policy that reaches nobody goes to the managers of the team, else to Admins. */
const MANAGERS: Policy = {
  id: 'out-of-service',
  name: 'Managers of the team, else Admins',
  team: null,
  repeat: 0,
  ackTimeout: DAY,
  onExhausted: null,
  steps: [{ notify: [], urgency: null, wait: 0, when: null, requireAcks: 1, onlyNew: false }],
};

function toManagers({ team, name }: Integration): RouteAssignment {
  return {
    policy: MANAGERS,
    team,
    severity: 'critical',
    urgency: 'urgent',
    labels: {},
    drop: false,
    holdUntil: null,
    maintenance: null,
    instead: null,
    reason: `integration ${name} is out of service, or one of its routes is`,
  };
}
