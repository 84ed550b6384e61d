/**
 * A pager that has grown: every list and page of the API, the start, a reload and pages meanwhile, with a million incidents
 * of 13 months, 10,000 people, 2,000 rotas and 5,000 integrations. Figures are of one client, one request at a time.
 */
import path from 'node:path';
import { rm } from 'node:fs/promises';
import { DAY } from '#domain/time/duration';
import { changeRows } from '../stories/rows.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { findPostgres } from '../support/postgres-find.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { addressesOf, getRoutes } from '../upgrade/served.ts';
import { figure, latencies, round } from './figures.ts';
import { longHistory } from './long-history.ts';
import { cpuSeconds, residentMb } from './process.ts';
import { ingestToken } from './subjects.ts';

/** A tenth of everything for a first look: `GROWTH=0.1`. */
const share = Number(process.env['GROWTH'] ?? '1');
const [INCIDENTS, PEOPLE, ROTAS, INTEGRATIONS, TEAMS] = [1_000_000, 10_000, 2000, 5000, 500].map((count) =>
  Math.round(count * share),
) as [number, number, number, number, number];
/** Of each route: this many objects, each asked so often, for no longer than this. */
const [OBJECTS, TIMES, LONGEST_MS] = [3, 20, 5000];
/** ms: what every list and page is to stay within. */
const LIMIT = 50;
const RELOADS = 5;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sink = await startWebhookSink();
const reach = {
  contactMethods: [{ id: 'hook', type: 'webhook', to: sink.url('/pat') }],
  notificationRules: { default: [{ method: 'hook', after: '0s' }], urgent: [{ method: 'hook', after: '0s' }] },
};

/** A file takes 2 MiB. */
const MOST_OF_A_FILE = 2000;

function provisioning(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration()).flatMap(([kind, objects]) =>
      range(Math.ceil(objects.length / MOST_OF_A_FILE)).map((part) => {
        const some = objects.slice(part * MOST_OF_A_FILE, (part + 1) * MOST_OF_A_FILE);
        return [`${kind}-${part}.yaml`, JSON.stringify({ apiVersion: 1, [kind]: some })];
      }),
    ),
  );
}

function configuration(): Record<string, object[]> {
  const person = (i: number) => `person${i % PEOPLE}`;
  return {
    users: [
      ...range(PEOPLE).map((i) => ({ login: person(i), name: `Person ${i}`, timeZone: 'Europe/Paris', ...reach })),
      { login: 'pat', name: 'Pat', ...reach },
    ],
    teams: range(TEAMS).map((i) => ({
      id: `team${i}`,
      name: `Team ${i}`,
      members: range(20).map((n) => person(i * 20 + n)),
    })),
    rotas: range(ROTAS).map((i) => ({
      id: `rota${i}`,
      name: `Rota ${i}`,
      team: `team${i % TEAMS}`,
      timeZone: 'Europe/Paris',
      layers: [{ id: 'a', participants: range(5).map((n) => [person(i * 5 + n)]) }],
    })),
    escalationPolicies: [
      ...range(TEAMS).map((i) => ({
        id: `policy${i}`,
        name: `Policy ${i}`,
        team: `team${i}`,
        steps: [{ notify: [{ rota: `rota${i}` }], wait: '10m' }],
      })),
      { id: 'main', name: 'Main', steps: [{ notify: [{ user: 'pat' }], wait: '1d' }] },
    ],
    integrations: [
      ...range(INTEGRATIONS).map((i) => ({
        id: `integration${i}`,
        name: `Integration ${i}`,
        type: 'webhook',
        team: `team${i % TEAMS}`,
        policy: `policy${i % TEAMS}`,
        token: `${ingestToken}-${i}`,
      })),
      { id: 'bench', name: 'Bench', type: 'webhook', policy: 'main', token: ingestToken },
    ],
  };
}

/** From a start to ready, and processor time. */
async function timeStart(subject: string, name: string, sidecar: Sidecar): Promise<void> {
  const started = performance.now();
  await sidecar.start();
  figure('growth', subject, {
    [`${name}Ms`]: round(performance.now() - started),
    [`${name}CpuMs`]: round(cpuSeconds(sidecar.pid) * 1000),
    rssMb: Math.round(residentMb(sidecar.pid)),
  });
}

interface RouteCost {
  route: string;
  p50: number;
  p99: number;
  cpuMs: number;
  kB: number;
}

async function costOf(sidecar: Sidecar, route: string): Promise<RouteCost | null> {
  const addresses = await addressesOf(sidecar, route, OBJECTS);
  const ms: number[] = [];
  let bytes = 0;
  await Promise.all(addresses.slice(0, 1).map((address) => sidecar.request('GET', address)));
  const [began, cpu] = [performance.now(), cpuSeconds(sidecar.pid)];
  for (let n = 0; n < TIMES && performance.now() - began < LONGEST_MS; n++) {
    for (const address of addresses) {
      const started = performance.now();
      const { body } = await sidecar.request('GET', address);
      ms.push(performance.now() - started);
      bytes = Math.max(bytes, JSON.stringify(body)?.length ?? 0);
    }
  }
  const { p50, p99 } = latencies(ms);
  const cpuMs = round(((cpuSeconds(sidecar.pid) - cpu) / ms.length) * 1000);
  return ms.length === 0 ? null : { route, p50, p99, cpuMs, kB: Math.round(bytes / 1000) };
}

async function measureRoutes(subject: string, sidecar: Sidecar): Promise<void> {
  const costs: RouteCost[] = [];
  for (const route of await getRoutes(sidecar)) {
    const cost = await costOf(sidecar, route);
    if (cost !== null) costs.push(cost);
  }
  const slow = costs.filter(({ p99 }) => p99 > LIMIT).sort((a, b) => b.p99 - a.p99);
  slow.forEach((cost) => figure('growth', subject, { ...cost }));
  const all = latencies(costs.map(({ p50 }) => p50));
  figure('growth', subject, { routes: costs.length, overLimit: slow.length, p50OfRoutes: all.p50, slowest: all.max });
}

/** @returns ms from the alert to the page */
async function pageTime(sidecar: Sidecar, id: string): Promise<number> {
  const started = performance.now();
  const page = sink.waitFor(({ body }) => JSON.stringify(body).includes(`"${id}"`));
  const { status } = await sidecar.ingest(ingestToken, { id, title: id, severity: 'critical', status: 'firing' });
  if (status !== 202) throw new Error(`the alert was answered ${status}`);
  return (await page).at - started;
}

/** Changes of the configuration through the API, each of which is read anew from the database, and pages meanwhile. */
async function measureReload(subject: string, sidecar: Sidecar): Promise<void> {
  const before: number[] = [];
  for (const n of range(100)) before.push(await pageTime(sidecar, `${subject} before ${n}`));
  let changing = true;
  const changes = (async () => {
    const ms: number[] = [];
    for (const n of range(RELOADS)) {
      const started = performance.now();
      const { status, body } = await sidecar.api('PUT', 'teams/team0', { name: `Team of ${n}`, members: ['pat'] });
      if (status >= 300) throw new Error(`the change was answered ${status}: ${JSON.stringify(body)}`);
      ms.push(performance.now() - started);
    }
    changing = false;
    return ms;
  })();
  const meanwhile: number[] = [];
  for (let n = 0; changing; n++) meanwhile.push(await pageTime(sidecar, `${subject} during ${n}`));
  const reload = latencies(await changes);
  const [quiet, busy] = [latencies(before), latencies(meanwhile)];
  figure('growth', subject, {
    reloadMs: reload.p50,
    reloadMaxMs: reload.max,
    pageP99: quiet.p99,
    pagesMeanwhile: meanwhile.length,
    pageMeanwhileP50: busy.p50,
    pageMeanwhileMax: busy.max,
  });
}

async function measure(subject: string, databaseUrl?: string): Promise<void> {
  const sidecar = await startSidecar({
    clock: 'system',
    env: { VIGIE_RETENTION_INCIDENTS: '3650d', VIGIE_RETENTION_PAYLOADS: '3650d' },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const url = databaseUrl ?? `sqlite:${path.join(sidecar.folder, 'data/vigie.db')}`;
  try {
    const started = performance.now();
    await sidecar.provision(provisioning());
    await sidecar.logLine(({ msg, objects }) => msg === 'configuration loaded' && Number(objects) > PEOPLE, 300_000);
    figure('growth', subject, { reloadFromFilesMs: round(performance.now() - started) });
    await sidecar.stop();
    await rm(path.join(sidecar.folder, 'provisioning'), { recursive: true });
    await changeRows(url, `update config set origin = 'api'`);
    const history = longHistory({
      incidents: INCIDENTS,
      every: Math.floor((395 * DAY) / INCIDENTS),
      until: Date.now() - DAY / 24,
      teams: TEAMS,
      integrations: INTEGRATIONS,
      people: PEOPLE,
    });
    for (const statement of history) await changeRows(url, statement);
    await timeStart(subject, 'firstStart', sidecar);
    await sidecar.stop();
    await timeStart(subject, 'start', sidecar);
    await measureReload(subject, sidecar);
    await measureRoutes(subject, sidecar);
  } finally {
    await sidecar.remove();
  }
}

await measure('vigie on SQLite');
if (findPostgres() === null) {
  process.stderr.write('no PostgreSQL on this machine: sudo apt-get install -y postgresql\n');
} else {
  const cluster = await startCluster({ durable: true });
  try {
    await measure('vigie on PostgreSQL', await cluster.createDatabase('growth'));
  } finally {
    await cluster.destroy();
  }
}
await sink.stop();
