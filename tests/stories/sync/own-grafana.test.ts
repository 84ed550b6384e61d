/** The operator's own Grafana may be on loopback or in a private network; what people give may not be, even where it names the same. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { SilencingMonitor } from '../../support/silencing-monitor.ts';

onEachDatabase('Silences in the Grafana of VIGIE_GRAFANA_URL', (database) => {
  let sidecar: Sidecar;
  let own: SilencingMonitor;
  let other: SilencingMonitor;
  beforeEach(async () => {
    [own, other] = await Promise.all([SilencingMonitor.start(), SilencingMonitor.start()]);
    sidecar = await startSidecar({
      databaseUrl: await database.fresh(),
      env: { VIGIE_GRAFANA_URL: own.url, VIGIE_OUTGOING_ALLOW: undefined },
      provisioning: `
apiVersion: 1
users: [ { login: ann, name: Ann Martin } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]
integrations:
  - { id: own, name: Own, type: grafana, token: token-of-own-0123456789ab, policy: sre, sync: { url: "${own.url}", token: service-account, silence: 4h } }
  - { id: other, name: Other, type: grafana, token: token-of-other-0123456789, policy: sre, sync: { url: "${other.url}", token: service-account, silence: 4h } }
  - { id: prometheus, name: Prometheus, type: alertmanager, token: token-of-prometheus-0123, policy: sre, sync: { url: "${own.url}/api/alertmanager/grafana", silence: 4h } }
`,
    });
  });
  afterEach(async () => {
    await Promise.all([own.stop(), other.stop(), sidecar.remove()]);
  });

  it.each([
    ['token-of-own-0123456789ab', 'done', 'silence s1 until'],
    ['token-of-other-0123456789', 'failed', 'refused-address: '],
    ['token-of-prometheus-0123', 'failed', 'refused-address: '],
  ])('%s: %s', async (token, state, answer) => {
    const { body } = await sidecar.ingest<{ incidents: string[] }>(token, own.fires('2026-02-01T09:00:00Z', 'web-1'));
    const id = body.incidents[0] ?? '';
    await sidecar.api('POST', `incidents/${id}/acknowledge`);
    await sidecar.advance('1m');
    const told = (await sidecar.api<{ items: object[] }>('GET', `incidents/${id}/sync`)).body.items;
    const silenced = state === 'done' ? { count: 1, until: expect.stringMatching(/Z$/) } : null;
    expect(told).toMatchObject([{ what: 'acknowledge', state, answer: expect.stringContaining(answer), silenced }]);
    expect(other.asked).toEqual([]);
  });

  it('an Admin reads which Grafana that is', async () => {
    expect((await sidecar.api('GET', 'status')).body).toMatchObject({ grafana: own.url });
  });
});
