/** `POST integrations/:id/test`: what would become of a payload, by the functions that decide it; or a test that really opens. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { integrationTest, integrationTestAnswer } from '#contract/rotas/preview';
import type { Alert } from '#domain/incident/signal/alert';
import { decideRoute, missed } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import type { AlertView } from '#domain/routing/matches';
import { openIncidentsOf } from '../../store/intake/payloads.ts';
import type { PreviewPort } from '../../ports/previews.ts';
import type { ApiDeps } from '../api-deps.ts';
import { HttpError, noSuch } from '../errors.ts';
import { callerOf } from '../guard.ts';
import { iso, isoOrNull } from '../incident-body.ts';
import { escalationBody } from '../preview-body.ts';

export interface SendTest {
  (request: { integration: Integration; alerts: Alert[]; pageTest: boolean }): Promise<{ incidents: string[] }>;
}

export interface TestDeps {
  submit: SendTest;
  /** For the audit log. */
  tested(integration: string, after: { incidents: string[]; page: boolean }, actor: string): Promise<void>;
}

type TestRequest = z.output<typeof integrationTest>;

export function integrationTestRoute(app: FastifyInstance, deps: ApiDeps, previews: PreviewPort, own: TestDeps): void {
  const schema = {
    tags: ['integrations'],
    summary: 'What would become of a payload, or a real test incident',
    params: z.object({ id: z.string() }),
    body: integrationTest.nullish(),
    response: { 200: integrationTestAnswer },
  };
  app.post('/integrations/:id/test', { schema }, async (request) => {
    const integration = integrationOf(deps, (request.params as { id: string }).id);
    const body = (request.body ?? { send: false, page: false }) as TestRequest;
    const now = await deps.clock.now();
    const at = body.at === undefined ? now : Date.parse(body.at);
    const alerts = await alertsOf(deps, previews, integration, body.payload, now);
    const open = await openIncidentsOf(deps.store.read, integration.id, [
      ...new Set(alerts.map((alert) => alert.groupKey)),
    ]);
    const tested = [];
    for (const alert of alerts) {
      tested.push({
        ...(await lookAt(deps, previews, integration, alert, at)),
        joins: open.get(alert.groupKey) ?? null,
      });
    }
    const incidents = body.send
      ? (await own.submit({ integration, alerts: asTests(alerts, deps.newId()), pageTest: body.page })).incidents
      : [];
    if (body.send) {
      await own.tested(integration.id, { incidents, page: body.page }, callerOf(request).name);
    }
    return { at: iso(at), alerts: tested, incidents };
  });
}

export function integrationOf(deps: ApiDeps, id: string): Integration {
  const integration = deps.directory().integrations.get(id);
  if (!integration) {
    throw noSuch('integration', id);
  }
  return integration;
}

async function alertsOf(
  deps: ApiDeps,
  previews: PreviewPort,
  integration: Integration,
  payload: unknown,
  now: number,
): Promise<Alert[]> {
  if (payload === undefined || payload === null) {
    return [exampleAlert(integration, deps.newId())];
  }
  const parsed = await previews.parse(integration, payload, now);
  if (!parsed.ok) {
    throw new HttpError(
      'validation',
      `${integration.name}: ${parsed.reason}`,
      [{ path: 'payload', message: parsed.reason }],
      { reason: 'payload-refused', data: { detail: parsed.reason } },
    );
  }
  return parsed.alerts;
}

function exampleAlert({ name }: Integration, id: string): Alert {
  return {
    fingerprint: `test-${id}`,
    groupKey: `test-${id}`,
    status: 'firing',
    severity: 'warning',
    title: `Test alert for ${name}`,
    description: 'Sent from Vigie to try the way of an alert.',
    labels: { alertname: 'VigieTest' },
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: true,
    raw: { test: true },
  };
}

/** Apart from real problems: a test neither joins nor resolves an incident that people work on. */
function asTests(alerts: readonly Alert[], id: string): Alert[] {
  return alerts
    .filter((alert) => alert.status === 'firing')
    .map((alert) => ({
      ...alert,
      groupKey: `test-${id}/${alert.groupKey}`,
      fingerprint: `test-${id}/${alert.fingerprint}`,
      problemId: null,
      test: true,
    }));
}

async function lookAt(deps: ApiDeps, previews: PreviewPort, integration: Integration, alert: Alert, at: number) {
  const { facts } = deps.directory();
  const view: AlertView = {
    labels: alert.labels,
    severity: alert.severity,
    title: alert.title,
    source: integration.type,
  };
  const decision = decideRoute(integration, view, at, facts);
  const taken = decision.route === 'default' ? integration.routes.length : decision.route;
  const routed = previews.route(integration, alert, at);
  const routes = integration.routes.map((route, index) => {
    const why = missed(route, view, at, facts);
    const result =
      index === taken
        ? ('taken' as const)
        : index > taken
          ? ('not-reached' as const)
          : why === 'time'
            ? ('outside-hours' as const)
            : ('no-match' as const);
    return { route: index + 1, result };
  });
  const opens = alert.status === 'firing' && !routed.drop && routed.policy !== null;
  const escalation =
    opens && routed.policy
      ? escalationBody(
          await previews.escalation(
            {
              policy: routed.policy,
              team: routed.team,
              urgency: routed.urgency,
              holdUntil: routed.holdUntil,
              at,
              alert: {
                title: alert.title ?? `Alert from ${integration.name}`,
                severity: routed.severity ?? 'error',
                labels: routed.labels,
                source: integration.type,
                integration: integration.id,
              },
            },
            null,
          ),
        )
      : null;
  return {
    fingerprint: alert.fingerprint,
    groupKey: alert.groupKey,
    status: alert.status,
    severity: routed.severity,
    title: alert.title,
    labels: routed.labels,
    routes,
    route: decision.route === 'default' ? null : decision.route + 1,
    policy: routed.policy?.id ?? null,
    team: routed.team,
    urgency: routed.urgency,
    drop: routed.drop,
    heartbeat: alert.status === 'firing' ? decision.heartbeat : null,
    holdUntil: isoOrNull(routed.holdUntil),
    reason: routed.reason,
    escalation,
  };
}
