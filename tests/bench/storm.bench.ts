/**
 * 20,000 alerts that each open an incident and page once by webhook: from the first POST to the last page, and how late
 * the sidecar's event loop was meanwhile.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Sidecar } from '../support/sidecar.ts';
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
  /** The event loop since the last time, by name of the figure. */
  eventLoop(): Promise<Record<string, number>>;
}

async function measure({ name, origin, path: route, pid, status, body, eventLoop }: Subject): Promise<void> {
  const warm = sink.expect(500);
  await load({ origin, path: route, connections: 16, count: 500, body: (n) => body(1_000_000 + n) });
  await warm;
  await eventLoop();
  const cpu = cpuSeconds(pid);
  const all = sink.expect(count);
  const started = performance.now();
  const result = await load({ origin, path: route, connections: 16, count, body });
  expectOnly(result, status);
  await all;
  const seconds = (performance.now() - started) / 1000;
  figure('storm', name, {
    count,
    acceptedPerSecond: round(count / result.seconds),
    endToEndPerSecond: round(count / seconds),
    cpuMicrosPerAlert: round(((cpuSeconds(pid) - cpu) / count) * 1e6),
    ...(await eventLoop()),
    rssMb: Math.round(residentMb(pid)),
  });
}

/** @returns asks a sidecar into which `event-loop-delay.ts` is loaded */
function askingEventLoop(sidecar: Sidecar): Subject['eventLoop'] {
  let times = 0;
  return async () => {
    times += 1;
    process.kill(sidecar.pid, 'SIGUSR2');
    const line = await sidecar.logLine(({ msg, asked }) => msg === 'event loop delay' && asked === times);
    return { loopDelayP50: Number(line['p50']), loopDelayP99: Number(line['p99']), loopDelayMax: Number(line['max']) };
  };
}

const preload = pathToFileURL(path.join(import.meta.dirname, 'event-loop-delay.ts')).href;

await withAlertmanager(sink.url, ({ origin, pid }) =>
  measure({
    name: 'alertmanager',
    origin,
    path: '/api/v2/alerts',
    pid,
    status: 200,
    eventLoop: () => Promise.resolve({}),
    body: (n) =>
      JSON.stringify([
        {
          labels: { alertname: `DiskFull${n}`, severity: 'warning' },
          annotations: { summary: `Disk full on host ${n}` },
        },
      ]),
  }),
);
await withEachSidecar(
  provisioning,
  (sidecar, name) =>
    measure({
      name,
      origin: sidecar.url,
      path: `/in/${ingestToken}`,
      pid: sidecar.pid,
      status: 202,
      eventLoop: askingEventLoop(sidecar),
      body: (n) =>
        JSON.stringify({ id: `alert-${n}`, title: `Disk full on host ${n}`, severity: 'warning', status: 'firing' }),
    }),
  { env: { NODE_OPTIONS: `--import=${preload}` } },
);
sink.stop();
