/**
 * The database's machine is lost in a storm, in each way that machines are lost: another server of the cluster is
 * promoted, nothing that was answered 2xx is gone, everybody is paged, and nobody under two keys.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everyHarm } from '../../support/depth.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { until } from '../../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning, stormToken, type Storm } from '../storm.ts';
import type { Machine } from './network.ts';
import { Patroni, whyNoCluster } from './patroni.ts';
import { startProxy, whyNoProxy, type Proxy } from './proxy.ts';

/** From the promotion of a new primary until somebody is paged for an alert that came after it. */
const PAGING_AGAIN_MS = 5000;

interface Harm {
  name: string;
  do(cluster: Patroni, primary: Machine): Promise<void>;
  undo(cluster: Patroni, machine: Machine): Promise<void>;
  /** Whether writing stops for long enough that every sidecar must have said so. */
  away: boolean;
}

const SWITCHED = 'switched over on purpose';

const HARMS: readonly Harm[] = [
  {
    name: 'killed',
    do: (_, primary) => primary.signal('SIGKILL'),
    undo: async (cluster, machine) => cluster.boot(machine),
    away: true,
  },
  {
    name: 'frozen',
    do: (_, primary) => primary.signal('SIGSTOP'),
    undo: (_, machine) => machine.signal('SIGCONT'),
    away: true,
  },
  {
    name: 'unplugged',
    do: (_, primary) => primary.unplug(),
    undo: (_, machine) => machine.join(),
    away: true,
  },
  {
    name: 'cut off from the other servers, but not from the sidecars',
    do: (_, primary) => primary.partFromOthers(),
    undo: (_, machine) => machine.join(),
    away: true,
  },
  {
    name: SWITCHED,
    do: (cluster, primary) => cluster.switchOver(primary),
    undo: () => Promise.resolve(),
    away: false,
  },
];

const missing = whyNoCluster();
const title = 'a cluster of three PostgreSQL servers, run by Patroni, whose primary is';
if (missing !== null) describe.skip(`${title} lost (skipped: ${missing})`, losses);
else describe(title, losses);

function losses(): void {
  let cluster: Patroni;
  let sink: WebhookSink;
  let sidecars: Sidecar[] = [];
  let databases = 0;
  let proxy: Proxy | null = null;
  beforeAll(async () => {
    cluster = await Patroni.start();
  }, 120_000);
  afterAll(() => cluster.remove());

  beforeEach(async () => {
    sink = await startWebhookSink();
  });
  afterEach(async () => {
    await Promise.all(sidecars.map((sidecar) => sidecar.remove()));
    sidecars = [];
    await proxy?.stop();
    proxy = null;
    await sink.stop();
  });

  it.each(everyHarm ? HARMS : HARMS.slice(0, 1))('$name', async (harm) => {
    await startSidecars(await cluster.createDatabase(nextDatabase()));
    await survive(harm);
  });

  const withoutProxy = whyNoProxy();
  const behind = everyHarm ? HARMS : HARMS.filter(({ name }) => name === SWITCHED);
  it.skipIf(withoutProxy !== null).each(behind)(
    `$name, behind HAProxy${withoutProxy === null ? '' : ` (skipped: ${withoutProxy})`}`,
    async (harm) => {
      const name = nextDatabase();
      await cluster.createDatabase(name);
      proxy = await startProxy(cluster.machines);
      const url = `postgres://postgres@127.0.0.1:${proxy.port}/${name}`;
      await proxy.settled(url);
      await startSidecars(url);
      await survive(harm);
    },
  );

  const nextDatabase = () => `storm${databases++}`;

  async function startSidecars(databaseUrl: string): Promise<void> {
    const start = () => startSidecar({ provisioning: stormProvisioning(sink), databaseUrl, clock: 'system' });
    sidecars = await Promise.all([start(), start()]);
  }

  async function survive(harm: Harm): Promise<void> {
    const storm = startStorm(sidecars);
    await pause(2000);
    const before = await cluster.primary();
    const harmed = performance.now();
    await harm.do(cluster, before);
    if (harm.away) await Promise.all(sidecars.map(expectToSayAway));
    const after = await cluster.primary(before);
    const promoted = performance.now();
    const paging = await firstPageOfNew(storm, sink, promoted);
    // The earlier primary comes back while the storm goes on, and for a moment believes that it still leads.
    await harm.undo(cluster, before);
    await pause(3000);
    await storm.stop();
    await cluster.whole();
    const { repeats } = await expectNothingLost(sidecars[1] as Sidecar, sink, [storm]);
    console.log(
      `${harm.name}${proxy === null ? '' : ', behind HAProxy'}: a new primary after ${((promoted - harmed) / 1000).toFixed(1)} s, paging again ${Math.round(paging - promoted)} ms later, ${repeats} pages twice`,
    );
    expect(paging - promoted).toBeLessThan(PAGING_AGAIN_MS);
    expect(after.name).not.toBe(before.name);
    expect(sidecars.flatMap(({ errorsBesideOutages }) => errorsBesideOutages)).toEqual([]);
  }
}

/** When the first page came for an alert that was accepted after an instant, monotonic ms. */
async function firstPageOfNew(storm: Storm, sink: WebhookSink, since: number): Promise<number> {
  const known = new Set(storm.accepted.filter(({ at }) => at < since).map(({ incident }) => incident));
  const { at } = await until('somebody is paged again', () =>
    sink.items.find(({ body, at }) => at >= since && isPageOfNew(body, known)),
  );
  return at;
}

const isPageOfNew = (body: Record<string, unknown>, known: ReadonlySet<string>) =>
  body['kind'] === 'page' && !known.has((body['incident'] as { id: string }).id);

/** Not ready, and senders are told to come again. */
async function expectToSayAway(sidecar: Sidecar): Promise<void> {
  const refused = await until('alerts are refused', async () => {
    const answer = await sidecar.ingest(stormToken, { id: 'refused', title: 'Not stored', status: 'resolved' });
    return answer.status === 202 ? null : answer;
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await until('it says that it is not ready', async () => (await sidecar.request('GET', '/readyz')).status === 503);
  expect((await sidecar.request('GET', '/healthz')).status).toBe(200);
}
