/**
 * Alerts per second at the door: new ones one per request, new ones a hundred per request, and the
 * same ones again. Beside Alertmanager, which keeps them in memory, and a bare Fastify, which keeps
 * nothing. Alertmanager's own webhook body is what Vigie gets, so both parse the same alerts.
 */
import { withAlertmanager } from './alertmanager.ts';
import { figure, latencies, round } from './figures.ts';
import { expectOnly, load, type LoadResult } from './load.ts';
import { cpuSeconds, residentMb } from './process.ts';
import { ingestToken, withBareFastify, withEachSidecar } from './subjects.ts';

const connections = 64;

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris }]
teams: [{ id: sre, name: SRE, members: [ann] }]
escalationPolicies:
  - { id: quiet, name: Quiet, team: sre, steps: [{ notify: [], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: alertmanager, team: sre, token: ${ingestToken}, policy: quiet }
`;

const labels = (n: number) => ({
  alertname: 'DiskFull',
  instance: `host-${n}:9100`,
  job: 'node',
  severity: 'warning',
  mountpoint: '/var/lib/data',
  env: 'production',
});
const annotations = (n: number) => ({
  summary: `Disk full on host ${n}`,
  description: 'Less than 5 % is left on /var/lib/data; it fills up within the hour.',
});
const startsAt = '2026-01-05T09:00:00.000Z';
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** How each subject wants `count` alerts that belong together. */
type Body = (from: number, count: number) => string;

const toAlertmanager: Body = (from, count) =>
  JSON.stringify(
    range(from, count).map((n) => ({
      labels: labels(n),
      annotations: annotations(n),
      startsAt,
      generatorURL: 'http://prometheus/graph',
    })),
  );

const toVigie: Body = (from, count) =>
  JSON.stringify({
    version: '4',
    status: 'firing',
    receiver: 'vigie',
    groupKey: `{}:{batch="${from}"}`,
    truncatedAlerts: 0,
    externalURL: 'http://alertmanager',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    alerts: range(from, count).map((n) => ({
      status: 'firing',
      labels: labels(n),
      annotations: annotations(n),
      startsAt,
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus/graph',
      fingerprint: n.toString(16).padStart(16, '0'),
    })),
  });

interface Subject {
  name: string;
  origin: string;
  path: string;
  body: Body;
  status: number;
  pid: number;
}

interface Case {
  bench: string;
  perRequest: number;
  requests: number;
  connections: number;
  /** First alert of the nth request. */
  from(n: number): number;
}

const CASES: Case[] = [
  { bench: 'ingest-new', perRequest: 1, requests: 10_000, connections, from: (n) => 1_000_000 + n },
  { bench: 'ingest-new-100', perRequest: 100, requests: 500, connections: 8, from: (n) => 2_000_000 + 100 * n },
  {
    bench: 'ingest-repeats-100',
    perRequest: 100,
    requests: 1_000,
    connections: 8,
    from: (n) => 2_000_000 + 100 * (n % 10),
  },
];

async function measure(subject: Subject): Promise<void> {
  const send = (one: Case, requests: number, offset: number): Promise<LoadResult> =>
    load({
      origin: subject.origin,
      path: subject.path,
      connections: one.connections,
      count: requests,
      body: (n) => subject.body(one.from(n + offset), one.perRequest),
    });
  for (const one of CASES) {
    await send(one, Math.ceil(one.requests / 10), one.requests);
    const before = cpuSeconds(subject.pid);
    const result = await send(one, one.requests, 0);
    expectOnly(result, subject.status);
    const alerts = one.requests * one.perRequest;
    figure(one.bench, subject.name, {
      connections: one.connections,
      alerts,
      perSecond: round(alerts / result.seconds),
      cpuMicrosPerAlert: round(((cpuSeconds(subject.pid) - before) / alerts) * 1e6),
      ...latencies(result.ms),
      rssMb: Math.round(residentMb(subject.pid)),
    });
  }
}

await withBareFastify((origin, pid) =>
  measure({ name: 'bare Fastify', origin, path: `/in/${ingestToken}`, body: toVigie, status: 202, pid }),
);
await withAlertmanager(null, ({ origin, pid }) =>
  measure({ name: 'alertmanager', origin, path: '/api/v2/alerts', body: toAlertmanager, status: 200, pid }),
);
await withEachSidecar(provisioning, (sidecar, name) =>
  measure({ name, origin: sidecar.url, path: `/in/${ingestToken}`, body: toVigie, status: 202, pid: sidecar.pid }),
);
