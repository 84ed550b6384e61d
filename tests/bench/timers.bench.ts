/** 10,000 escalating incidents: how late their steps are, due over a minute and all at once; memory meanwhile. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { residentMb } from './process.ts';
import { ingestToken, withEachSidecar } from './subjects.ts';

const count = Number(process.env['BENCH_TIMERS'] ?? '10000');
const WAIT_MS = 60_000;

const arrivals: number[] = [];
const server = createServer((request, response) => {
  request.resume().once('end', () => {
    arrivals.push(performance.now());
    response.end('{}');
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ann`;

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris, contactMethods: [{ id: hook, type: webhook, to: "${url}" }], notificationRules: { default: [{ method: hook, after: 0s }] } }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: later, name: Later, team: sre, steps: [{ notify: [], wait: 1m }, { notify: [{ user: ann }], wait: 1d }] }
  - { id: snoozed, name: Snoozed, team: sre, steps: [{ notify: [{ user: ann }], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, team: sre, token: ${ingestToken}, policy: later }
`;

const body = (n: number) =>
  JSON.stringify({ id: `alert-${n}`, title: `Disk full on host ${n}`, severity: 'warning', status: 'firing' });

/** Lateness of each incident's second step as the sidecar's own histogram tells it, and of the last page. */
await withEachSidecar(provisioning, async (sidecar, name) => {
  arrivals.length = 0;
  const posted: number[] = [];
  // Ten a second: due times spread over the minute, not a burst every second.
  const spread = 600;
  const started = performance.now();
  for (let slice = 0; slice < spread; slice++) {
    const from = (count / spread) * slice;
    const result = await load({
      origin: sidecar.url,
      path: `/in/${ingestToken}`,
      connections: 16,
      count: count / spread,
      body: (n) => body(from + n),
    });
    expectOnly(result, 202);
    posted.push(...result.ms.map(() => performance.now()));
    await pause(Math.max(0, started + ((slice + 1) * WAIT_MS) / spread - performance.now()));
  }
  const openRss = residentMb(sidecar.pid);
  while (arrivals.length < count) await pause(50);
  const late = [...arrivals]
    .sort((a, b) => a - b)
    .map((at, index) => at - ((posted.sort((a, b) => a - b)[index] ?? 0) + WAIT_MS));
  figure('timers-over-a-minute', name, {
    count,
    ...latencies(late.map((ms) => Math.max(0, ms))),
    rssMb: Math.round(openRss),
  });
  await allAtOnce(sidecar, name);
});
server.close();
server.closeAllConnections();

/** Snoozed until one instant. */
async function allAtOnce(sidecar: Parameters<Parameters<typeof withEachSidecar>[1]>[0], name: string): Promise<void> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer: { body: { items: Array<{ id: string }>; next: string | null } } = await sidecar.api(
      'GET',
      `incidents?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    ids.push(...answer.body.items.map(({ id }) => id));
    cursor = answer.body.next;
  }
  const perIncident = 20;
  const until = Date.now() + 20_000 + ids.length * perIncident;
  let next = 0;
  const work = async () => {
    while (next < ids.length) {
      const id = ids[next++];
      const { status } = await sidecar.api('POST', `incidents/${id}/reassign`, { policy: 'snoozed' });
      if (status !== 200) throw new Error(`reassign answered ${status}`);
      await sidecar.api('POST', `incidents/${id}/snooze`, { until: new Date(until).toISOString() });
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  if (Date.now() > until) throw new Error('snoozing took longer than the snooze');
  await pause(Math.max(0, until - Date.now() - 500));
  arrivals.length = 0;
  const due = performance.now() + (until - Date.now());
  while (arrivals.length < ids.length) await pause(20);
  figure('timers-at-once', name, { count: ids.length, lastAfterMs: round(Math.max(...arrivals) - due) });
}
