/** `GET received-labels`: what the newest alerts had as labels, for those who write conditions. */
import { strict } from '#contract/base/schema';
import { id } from '#contract/base/scalars';
import { receivedLabels } from '#contract/integrations/received';
import { labelCounter } from '#domain/routing/received-labels';
import { MOST_SIGNALS, readNewestAlerts } from '../../../store/intake/newest-alerts.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { acceptedAnswer, askerOf } from '../../heavy/answered.ts';
import { iso } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { integrationOf } from './find.ts';

export function receivedLabelsRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags: ['integrations'],
    summary: 'Labels of the newest alerts, with how many alerts had each',
    /** Of one integration; absent: of all. */
    querystring: strict({ integration: id.optional() }),
    response: { 200: receivedLabels },
  };
  app.get('/received-labels', { schema }, async (request) => {
    const { integration } = request.query;
    const query = {
      integration: integration === undefined ? null : integrationOf(deps, integration).id,
      most: MOST_SIGNALS,
    };
    const reader = { db: deps.store.read, cap: deps.cap, noting: deps.copies.noting };
    const counting = await deps.portions.run(askerOf(request), async (breathe) => {
      const alerts = await readNewestAlerts(reader, query, breathe);
      const counter = labelCounter();
      for (const { alert } of alerts) {
        counter.add(alert);
        await breathe();
      }
      return { ...counter.counted(), oldest: alerts.at(-1)?.at ?? null };
    });
    const { oldest, ...counted } = acceptedAnswer(counting).answer;
    return { ...counted, since: oldest === null ? null : iso(oldest) };
  });
}
