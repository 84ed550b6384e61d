/** 2,000 webhook deliveries a second are asked for, for 20 s; steps that fall due meanwhile must not get late. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, latencies, round } from './figures.ts';
import { cpuSeconds } from './process.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const wanted = Number(process.env['BENCH_DELIVERIES'] ?? '2000');
const SECONDS = 20;
const ROOMS = 50;
const TIMERS = 200;
const WAIT_MS = 40_000;
const timersToken = 'bench-timers-token-0123456789';

/** Notes when requests came and nothing else: the sink must not be what is measured. */
async function startSink() {
  const at: number[] = [];
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      at.push(performance.now());
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    at,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => (server.close(), server.closeAllConnections()),
  };
}

const [rooms, ann] = [await startSink(), await startSink()];

const provisioning = `
apiVersion: 1
users: [{ login: ann, contactMethods: [{ id: hook, type: webhook, to: "${ann.url}" }], notificationRules: { default: [{ method: hook }] } }]
channels:
${Array.from({ length: ROOMS }, (_one, index) => `  - { id: r${index}, type: webhook, settings: { url: "${rooms.url}/${index}" } }`).join('\n')}
escalationPolicies:
  - { id: wide, name: Wide, steps: [{ notify: [${Array.from({ length: ROOMS }, (_one, index) => `{ channel: r${index} }`).join(', ')}], wait: 1d }] }
  - { id: later, name: Later, steps: [{ notify: [], wait: ${WAIT_MS / 1000}s }, { notify: [{ user: ann }], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, token: ${ingestToken}, policy: wide }
  - { id: timers, name: Timers, type: webhook, token: ${timersToken}, policy: later }
`;

const alert = (id: string) => ({ id, title: `Disk full on ${id}`, severity: 'warning', status: 'firing' });

/** Runs `work` so many times, evenly over `seconds`. */
async function evenly(times: number, seconds: number, work: (n: number) => Promise<void>): Promise<void> {
  const started = performance.now();
  const running: Array<Promise<void>> = [];
  for (let n = 0; n < times; n++) {
    await pause(Math.max(0, started + (n * seconds * 1000) / times - performance.now()));
    running.push(work(n));
  }
  await Promise.all(running);
}

await withEachSidecar(provisioning, async (sidecar, subject) => {
  rooms.at.length = 0;
  ann.at.length = 0;
  const posted: number[] = [];
  const post = async (token: string, id: string) => {
    const { status } = await sidecar.ingest(token, alert(id));
    if (status !== 202) throw new Error(`${id} was answered ${status}`);
  };
  const begun = performance.now();
  await evenly(TIMERS, SECONDS, async (n) => {
    await post(timersToken, `timer-${n}`);
    posted.push(performance.now());
  });
  await pause(Math.max(0, begun + WAIT_MS - performance.now()));
  const incidents = Math.round((wanted * SECONDS) / ROOMS);
  const count = incidents * ROOMS;
  const cpu = cpuSeconds(sidecar.pid);
  const started = performance.now();
  await evenly(incidents, SECONDS, (n) => post(ingestToken, `wide-${n}`));
  const asked = performance.now();
  while (rooms.at.length < count || ann.at.length < TIMERS) await pause(20);
  posted.sort((a, b) => a - b);
  const late = ann.at.toSorted((a, b) => a - b).map((at, index) => Math.max(0, at - ((posted[index] ?? 0) + WAIT_MS)));
  const last = rooms.at.reduce((a, b) => Math.max(a, b), 0);
  const { p50, p99, max } = latencies(late);
  figure('deliveries', subject, {
    count,
    askedPerSecond: round(count / ((asked - started) / 1000)),
    perSecond: round(count / ((last - started) / 1000)),
    behindMs: round(Math.max(0, last - asked)),
    timerLateP50: p50,
    timerLateP99: p99,
    timerLateMax: max,
    ofACore: round((cpuSeconds(sidecar.pid) - cpu) / ((last - started) / 1000)),
    cpuMicrosPerDelivery: round(((cpuSeconds(sidecar.pid) - cpu) / count) * 1e6),
  });
});
rooms.stop();
ann.stop();
