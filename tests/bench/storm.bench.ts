/** 20,000 alerts that each open an incident and page once by webhook: from the first POST to the last page. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { withAlertmanager } from './alertmanager.ts';
import { figure, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { cpuSeconds, residentMb } from './process.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const count = Number(process.env['BENCH_STORM'] ?? '20000');

/** Counts requests and nothing else: the sink must not be what is measured. */
async function startCounter() {
  let seen = 0;
  let wanted = Infinity;
  let reached = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      response.end('{}');
      seen += 1;
      if (seen >= wanted) reached.resolve();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ann`,
    expect: (n: number) => {
      seen = 0;
      wanted = n;
      reached = Promise.withResolvers<void>();
      return reached.promise;
    },
    stop: () => (server.close(), server.closeAllConnections()),
  };
}

const sink = await startCounter();

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris, contactMethods: [{ id: hook, type: webhook, to: "${sink.url}" }], notificationRules: { default: [{ method: hook, after: 0s }] } }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: one, name: One, team: sre, steps: [{ notify: [{ user: ann }], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: sre, token: ${ingestToken}, policy: one }
`;

interface Subject {
  name: string;
  origin: string;
  path: string;
  pid: number;
  status: number;
  body(n: number): string;
}

async function measure({ name, origin, path, pid, status, body }: Subject): Promise<void> {
  const warm = sink.expect(500);
  await load({ origin, path, connections: 16, count: 500, body: (n) => body(1_000_000 + n) });
  await warm;
  const cpu = cpuSeconds(pid);
  const all = sink.expect(count);
  const started = performance.now();
  const result = await load({ origin, path, connections: 16, count, body });
  expectOnly(result, status);
  await all;
  const seconds = (performance.now() - started) / 1000;
  figure('storm', name, {
    count,
    acceptedPerSecond: round(count / result.seconds),
    endToEndPerSecond: round(count / seconds),
    cpuMicrosPerAlert: round(((cpuSeconds(pid) - cpu) / count) * 1e6),
    rssMb: Math.round(residentMb(pid)),
  });
}

await withAlertmanager(sink.url, ({ origin, pid }) =>
  measure({
    name: 'alertmanager',
    origin,
    path: '/api/v2/alerts',
    pid,
    status: 200,
    body: (n) =>
      JSON.stringify([
        {
          labels: { alertname: `DiskFull${n}`, severity: 'warning' },
          annotations: { summary: `Disk full on host ${n}` },
        },
      ]),
  }),
);
await withEachSidecar(provisioning, (sidecar, name) =>
  measure({
    name,
    origin: sidecar.url,
    path: `/in/${ingestToken}`,
    pid: sidecar.pid,
    status: 202,
    body: (n) =>
      JSON.stringify({ id: `alert-${n}`, title: `Disk full on host ${n}`, severity: 'warning', status: 'firing' }),
  }),
);
sink.stop();
