/** The database goes away in a storm and comes back: nothing that was answered 2xx is lost, and nobody restarts anything. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { outageMs } from '../support/depth.ts';
import { startCluster, type Cluster } from '../support/postgres.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning, stormToken } from './storm.ts';

const PAGERS = ['pagerduty', 'opsgenie'] as const;
const keyOf = (pager: string) => `key-of-${pager}-0123456789abcdef`;
const integrationOf = (pager: string) =>
  `  - { id: ${pager}, name: Shop, type: ${pager}, team: sre, token: ${keyOf(pager)}, policy: sre }\n`;

onPostgres(`the database is away for ${outageMs / 1000} s`, () => {
  let sink: WebhookSink;
  let cluster: Cluster;
  let sidecar: Sidecar;
  beforeEach(async () => {
    sink = await startWebhookSink();
    // One of its own: others must not notice. Durable, since it crashes.
    cluster = await startCluster({ durable: true });
    sidecar = await startSidecar({
      provisioning: `${stormProvisioning(sink)}${PAGERS.map(integrationOf).join('')}`,
      databaseUrl: await cluster.createDatabase('away'),
      clock: 'system',
      env: { VIGIE_COMPAT: `${PAGERS.join(',')},oncall` },
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await cluster.destroy();
    await sink.stop();
  });

  it.each(['immediate', 'fast'] as const)('after a stop that is %s', async (how) => {
    const storm = startStorm([sidecar]);
    await pause(1000);
    await cluster.stop(how);
    await expectToSayAway(sidecar);
    await pause(outageMs);
    await cluster.start();
    await until('it is ready again', async () => (await sidecar.request('GET', '/readyz')).status === 200, 10_000);
    await pause(1000);
    await storm.stop();
    await expectNothingLost(sidecar, sink, [storm]);
    // The outage itself is one: somebody must act.
    expect(sidecar.errorsBesideOutages).toEqual([]);
  });
});

/** Alive, not ready, and everybody is told to come again. */
async function expectToSayAway(sidecar: Sidecar): Promise<void> {
  await until(
    'it says that it is not ready',
    async () => (await sidecar.request('GET', '/readyz')).status === 503,
    10_000,
  );
  expect((await sidecar.request('GET', '/healthz')).status).toBe(200);
  const refused = await sidecar.ingest(stormToken, { id: 'refused', title: 'Not stored' });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await sidecar.api('GET', 'incidents')).status).toBe(503);
  await expectPagersToSayAway(sidecar);
}

/** Senders of other pagers try again after a 503, too, and never after 429. */
async function expectPagersToSayAway(sidecar: Sidecar): Promise<void> {
  const payload = { summary: 'Not stored', source: 'x', severity: 'critical' };
  const trigger = { routing_key: keyOf('pagerduty'), event_action: 'trigger', payload };
  const headers = { Authorization: `GenieKey ${keyOf('opsgenie')}` };
  const answers = await Promise.all([
    sidecar.request('POST', '/v2/enqueue', trigger, { token: null }),
    sidecar.request('POST', '/v2/alerts', { message: 'Not stored' }, { token: null, headers }),
    sidecar.request('POST', '/v2/alerts/x/close?identifierType=alias', {}, { token: null, headers }),
    sidecar.request('GET', '/v2/alerts/x?identifierType=alias', undefined, { token: null, headers }),
    sidecar.request('POST', `/integrations/v1/webhook/${stormToken}/`, { title: 'Not stored' }, { token: null }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(answers.every((answer) => Number(answer.headers.get('retry-after')) > 0)).toBe(true);
}
