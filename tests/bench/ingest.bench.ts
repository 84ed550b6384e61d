/** New alerts per second, one per request, each opening an incident, at 64 connections. */
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load, type LoadResult } from './load.ts';
import { ingestToken, withBareFastify, withEachSidecar } from './subjects.ts';

const connections = 64;
const count = 10_000;

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: quiet, name: Quiet, team: sre, steps: [{ notify: [], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: sre, token: ${ingestToken}, policy: quiet }
`;

const alert = (n: number) => JSON.stringify({ id: `alert-${n}`, title: `Disk full on host ${n}`, severity: 'warning', status: 'firing' });

function measure(origin: string, from: number, requests: number): Promise<LoadResult> {
  return load({ origin, path: `/in/${ingestToken}`, connections, count: requests, body: (n) => alert(from + n) });
}

async function run(subject: string, origin: string): Promise<void> {
  await measure(origin, 0, 1_000);
  const result = await measure(origin, 1_000, count);
  expectOnly(result, 202);
  figure('ingest-new', subject, { connections, count, perSecond: round(count / result.seconds), ...latencies(result.ms) });
}

await withBareFastify((origin) => run('bare Fastify', origin));
await withEachSidecar(provisioning, (sidecar, subject) => run(subject, sidecar.url));
