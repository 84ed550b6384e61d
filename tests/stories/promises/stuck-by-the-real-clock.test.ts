/** Promise 8 as it is seen from outside: a whole sidecar, the machine's clock, a damaged row. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';
import { changeRows } from '../rows.ts';

const TOKEN = 'token-of-scripts-0123456789';
const always = '{ window: { timeZone: Europe/Paris, windows: [{ days: [daily], from: "00:00", to: "00:00" }] } }';

onEachDatabase('An incident whose step throws', (database) => {
  let [sidecar, sink, url]: [Sidecar?, WebhookSink?, string?] = [];
  beforeAll(async () => {
    sink = await startWebhookSink();
    url = await database.fresh();
    const person = (login: string) =>
      `{ login: ${login}, contactMethods: [{ id: hook, type: webhook, to: "${sink?.url(`/${login}`)}" }], notificationRules: { default: [{ method: hook }], urgent: [{ method: hook }] } }`;
    const provisioning = `
apiVersion: 1
users: [${['ann', 'ben', 'cleo'].map(person).join(', ')}]
escalationPolicies: [{ id: sre, steps: [{ notify: [{ user: ann }], wait: 10s }, { notify: [{ user: ben }], when: ${always}, wait: 10m }, { notify: [{ user: cleo }], wait: 1h }] }]
integrations: [{ id: scripts, type: webhook, policy: sre, token: ${TOKEN} }]
`;
    sidecar = await startSidecar({ provisioning, databaseUrl: url, clock: 'system' });
  });
  afterAll(async () => {
    await sidecar?.remove();
    await sink?.stop();
  });

  test(
    'goes to the next one after three failures, without waiting for the failed one',
    { timeout: 90_000 },
    async () => {
      if (!sidecar || !sink || !url) throw new Error('not started');
      await sidecar.ingest(TOKEN, { id: 'disk', title: 'Disk full' });
      await sink.waitFor(({ path }) => path === '/ann', 20_000);
      await sidecar.stop();
      // A zone of which the running configuration knows nothing.
      expect(await changeRows(url, `update policy_copies set body = replace(body, 'Europe/Paris', 'Asia/Tokyo')`)).toBe(
        1,
      );
      await sidecar.start();
      const paged = await sink.waitFor(({ path, body }) => path !== '/ann' && body['kind'] === 'page', 60_000);
      expect(paged.path).toBe('/cleo');
      const { body: list } = await sidecar.api<{ items: { id: string; state: string }[] }>('GET', 'incidents');
      const { body } = await sidecar.api<{ items: { data: { reason?: string; tries?: number } }[] }>(
        'GET',
        `incidents/${list.items[0]?.id}/timeline`,
      );
      expect(body.items.filter(({ data }) => data.reason === 'advance-failed').map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ tries: 3 }),
      );
      const metrics = (await sidecar.request<string>('GET', '/metrics')).body;
      expect(Number(/^vigie_incident_advance_failures_total\{stage="advance"\} (\d+)/m.exec(metrics)?.[1])).toBe(3);
    },
  );
});
