/** `POST integrations/:id/test`: previews the processing of a payload, or opens a test incident. */
import { z } from 'zod';
import { integrationTest, integrationTestAnswer } from '#contract/rotas/preview';
import type { Alert } from '#domain/incident/signal/alert';
import { decideRoute, whyRouteMissed } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import { matchBudget } from '#domain/routing/matches';
import type { AlertView } from '#domain/routing/matches';
import { openIncidentsOf } from '../../../store/intake/payloads.ts';
import type { IntegrationActions } from '../../../actions/integrations.ts';
import type { Breathe } from '../../../ports/heavy/work.ts';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso, isoOrNull } from '../../incident-body.ts';
import { escalationBody } from '../../preview-body.ts';
import type { ApiServer } from '../../schemas.ts';
import type { Routed } from './find.ts';
import { integrationOf, withRoutes } from './find.ts';

export function integrationTestRoute(
  app: ApiServer,
  deps: ApiDeps,
  previews: PreviewPort,
  integrations: IntegrationActions,
): void {
  const schema = {
    tags: ['integrations'],
    summary: 'What would become of a payload, or a real test incident',
    params: z.object({ id: z.string() }),
    body: integrationTest.nullish(),
    response: { 200: integrationTestAnswer },
  };
  app.post('/integrations/:id/test', { schema }, async (request) => {
    const integration = integrationOf(deps, request.params.id);
    const body: z.output<typeof integrationTest> = request.body ?? { send: false, page: false };
    const now = await deps.clock.now();
    const at = body.at === undefined ? now : Date.parse(body.at);
    const routed = await withRoutes(deps, previews, integration, body.routes, now);
    const alerts = await alertsOf(deps, previews, integration, body.payload, now);
    const groups = [...new Set(alerts.map((alert) => alert.groupKey))];
    const open = await openIncidentsOf(deps.store.read, integration.id, groups);
    const testing = await deps.portions.run(askerOf(request), async (breathe) => {
      const tested = [];
      for (const alert of alerts) {
        const preview = await previewAlert({ previews, breathe }, routed, alert, at);
        tested.push({ ...preview, joins: open.get(alert.groupKey) ?? null });
        await breathe();
      }
      return tested;
    });
    const tested = acceptedAnswer(testing).answer;
    if (!body.send) {
      return { at: iso(at), alerts: tested, incidents: [] };
    }
    const tests = { integration, alerts: asTests(alerts, deps.newId()), pageTest: body.page };
    const { incidents } = await integrations.test(tests, callerOf(request).name);
    return { at: iso(at), alerts: tested, incidents };
  });
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

/** Gives tests keys of their own, so that a test neither joins nor resolves a real incident. */
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

interface Previewing {
  previews: PreviewPort;
  breathe: Breathe;
}

async function previewAlert(by: Previewing, { integration, facts }: Routed, alert: Alert, at: number) {
  const view: AlertView = {
    labels: alert.labels,
    severity: alert.severity,
    title: alert.title,
    source: integration.type,
  };
  const decision = decideRoute(integration, view, at, facts);
  const routed = by.previews.route(integration, alert, at, facts);
  return {
    fingerprint: alert.fingerprint,
    groupKey: alert.groupKey,
    status: alert.status,
    severity: routed.severity,
    title: alert.title,
    labels: routed.labels,
    routes: routeResults({ integration, facts }, view, decision.route, at),
    route: decision.route === 'default' ? null : decision.route + 1,
    policy: routed.policy?.id ?? null,
    team: routed.team,
    urgency: routed.urgency,
    drop: routed.drop,
    heartbeat: alert.status === 'firing' ? decision.heartbeat : null,
    holdUntil: isoOrNull(routed.holdUntil),
    reason: routed.reason,
    escalation: await previewEscalation(by, integration, alert, routed, at),
  };
}

/** For each route of the integration: whether it takes the alert, and if not, why. */
function routeResults({ integration, facts }: Routed, view: AlertView, decided: number | 'default', at: number) {
  const taken = decided === 'default' ? integration.routes.length : decided;
  const budget = matchBudget();
  const resultOf = (index: number, why: ReturnType<typeof whyRouteMissed>) => {
    if (why === 'unclear') {
      return 'too-heavy' as const;
    }
    if (index >= taken) {
      return index === taken ? ('taken' as const) : ('not-reached' as const);
    }
    return why === 'time' ? ('outside-hours' as const) : ('no-match' as const);
  };
  return integration.routes.map((route, index) => ({
    route: index + 1,
    result: resultOf(index, whyRouteMissed(route, view, at, facts, budget)),
  }));
}

/** null if the alert opens no incident. */
async function previewEscalation(
  { previews, breathe }: Previewing,
  integration: Integration,
  alert: Alert,
  routed: ReturnType<PreviewPort['route']>,
  at: number,
) {
  const { policy, team, urgency, holdUntil, severity, labels } = routed;
  if (alert.status !== 'firing' || routed.drop || policy === null) {
    return null;
  }
  const shown = {
    title: alert.title ?? `Alert from ${integration.name}`,
    severity: severity ?? 'error',
    labels,
    source: integration.type,
    integration: integration.id,
  };
  return escalationBody(
    await previews.escalation({ policy, team, urgency, holdUntil, at, alert: shown }, null, breathe),
  );
}
