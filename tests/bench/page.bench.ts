/** From the POST of an alert to its page at the responder's webhook, on an idle sidecar. */
import { figure, latencies } from './figures.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const warmUp = 50;
const count = 500;

const sink = await startWebhookSink();

const provisioning = `
apiVersion: 1
users:
  - login: ann
    name: Ann
    email: ann@example.com
    timeZone: Europe/Paris
    contactMethods: [{ id: hook, type: webhook, to: "${sink.url('/ann')}" }]
    notificationRules: { urgent: [{ method: hook, after: 0s }] }
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: sre, name: SRE, team: sre, steps: [{ notify: [{ user: ann }], urgency: urgent, wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: sre, token: ${ingestToken}, policy: sre }
`;

await withEachSidecar(provisioning, async (sidecar, subject) => {
  const ms: number[] = [];
  for (let n = 0; n < warmUp + count; n++) {
    sink.take();
    const started = performance.now();
    const { status } = await sidecar.ingest(ingestToken, {
      id: `alert-${n}`,
      title: `Disk full on host ${n}`,
      severity: 'critical',
      status: 'firing',
    });
    if (status !== 202) throw new Error(`Alert ${n} was answered ${status}`);
    const page = await sink.waitFor(({ body }) => body.kind === 'page');
    if (n >= warmUp) ms.push(page.at - started);
  }
  figure('post-to-page', subject, { count, ...latencies(ms) });
});
await sink.stop();
