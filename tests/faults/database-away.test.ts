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

onPostgres(`the database is away for ${outageMs / 1000} s`, () => {
  let sink: WebhookSink;
  let cluster: Cluster;
  let sidecar: Sidecar;
  beforeEach(async () => {
    sink = await startWebhookSink();
    // One of its own: others must not notice. Durable, since it crashes.
    cluster = await startCluster({ durable: true });
    sidecar = await startSidecar({
      provisioning: stormProvisioning(sink),
      databaseUrl: await cluster.createDatabase('away'),
      clock: 'system',
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
    expect(sidecar.errors).toEqual([]);
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
}
