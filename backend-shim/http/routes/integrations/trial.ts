/** `POST integrations/:id/trial`: which way the last alerts would take with routes that are not saved. */
import { z } from 'zod';
import { routesTrial, routesTrialAnswer } from '#contract/integrations/received';
import { decideRoute } from '#domain/routing/decide';
import type { Integration } from '#domain/routing/integration';
import type { NewestAlert } from '../../../store/intake/newest-alerts.ts';
import { readNewestAlerts } from '../../../store/intake/newest-alerts.ts';
import type { PreviewPort } from '../../../ports/previews.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import type { Routed } from './find.ts';
import { integrationOf, withRoutes } from './find.ts';

/** Alerts that are shown beside the routes. */
const LAST = 20;

export function trialRoute(app: ApiServer, deps: ApiDeps, previews: PreviewPort): void {
  const schema = {
    tags: ['integrations'],
    summary: 'Which way the last alerts would take with other routes',
    params: z.object({ id: z.string() }),
    body: routesTrial,
    response: { 200: routesTrialAnswer },
  };
  app.post('/integrations/:id/trial', { schema }, async (request) => {
    const integration = integrationOf(deps, request.params.id);
    const saved = { integration, facts: deps.directory().facts };
    const now = await deps.clock.now();
    const draft = await withRoutes(deps, previews, integration, request.body.routes, now);
    const reader = { db: deps.store.read, cap: deps.cap, noting: deps.copies.noting };
    const trying = await deps.portions.run(askerOf(request), async (breathe) => {
      const tried = [];
      for (const one of await readNewestAlerts(reader, { integration: integration.id, most: LAST }, breathe)) {
        const before = wayOf(saved, one);
        await breathe();
        tried.push({ ...factsOf(one), saved: before, draft: wayOf(draft, one) });
        await breathe();
      }
      return tried;
    });
    return { alerts: acceptedAnswer(trying).answer };
  });
}

function factsOf({ id, at, incident, alert }: NewestAlert) {
  return {
    id,
    receivedAt: iso(at),
    title: alert.title ?? alert.groupKey,
    incident,
    severity: alert.severity,
  };
}

function viewOf({ type }: Integration, { alert }: NewestAlert) {
  return { labels: alert.labels, severity: alert.severity, title: alert.title, source: type };
}

function wayOf({ integration, facts }: Routed, one: NewestAlert) {
  const decision = decideRoute(integration, viewOf(integration, one), one.at, facts);
  const { route, policy, urgency, severity, drop, heartbeat } = decision;
  return { route: route === 'default' ? null : route + 1, policy, urgency, severity, drop, heartbeat };
}
