/** Two sidecars on one PostgreSQL, both active: either may die or freeze, and the other goes on. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { freezeMs } from '../support/depth.ts';
import { runSidecar, startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, pagesOf, startStorm, stormProvisioning, stormToken } from './storm.ts';

/** From a sidecar's death until the other one has taken up what it held. */
const TAKEOVER_MS = 5000;

onPostgres('two sidecars', (database) => {
  let sink: WebhookSink;
  let databaseUrl: string;
  let one: Sidecar;
  let two: Sidecar;
  const start = () => startSidecar({ provisioning: stormProvisioning(sink), databaseUrl, clock: 'system' });
  beforeEach(async () => {
    sink = await startWebhookSink();
    databaseUrl = await database.fresh();
    // Together, so that both find an empty database.
    [one, two] = await Promise.all([start(), start()]);
  });
  afterEach(async () => {
    await Promise.all([one.remove(), two.remove()]);
    await sink.stop();
  });

  it('share the work of a storm', async () => {
    const storm = startStorm([one, two], 8, 5);
    await pause(3000);
    await storm.stop();
    const { repeats } = await expectNothingLost(two, sink, [storm]);
    expect(repeats).toBe(0);
    const sentBy = (sidecar: Sidecar) => sidecar.log.filter(({ msg }) => msg === 'delivery attempted').length;
    expect(sentBy(one)).toBeGreaterThan(0);
    expect(sentBy(two)).toBeGreaterThan(0);
    expect([...one.errors, ...two.errors]).toEqual([]);
  });

  it('one is killed in a storm: no page is lost, none comes under two keys', async () => {
    const storm = startStorm([one, two], 8, 5);
    await pause(1500);
    await one.kill9();
    const killed = performance.now();
    const before = storm.accepted.map(({ incident }) => incident);
    await pause(1500);
    await storm.stop();
    await expectNothingLost(two, sink, [storm]);
    expect(Math.max(...before.map((incident) => firstPage(sink, incident, '/ann'))) - killed).toBeLessThan(TAKEOVER_MS);
    expect(two.errors).toEqual([]);
  });

  it('one is killed in mid-send: the other sends again, under the same key, in time', async () => {
    sink.mode('hang', '/ann');
    two.pause();
    await one.ingest(stormToken, { id: 'p', title: 'Disk full', status: 'firing' });
    const first = await sink.waitFor(({ path }) => path === '/ann');
    sink.mode('ok', '/ann');
    two.resume();
    await one.kill9();
    const killed = performance.now();
    const second = await sink.waitFor(({ path, at }) => path === '/ann' && at > killed, TAKEOVER_MS);
    expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
  });

  it('one freezes in a storm and thaws: nothing is lost, nothing comes under two keys', async () => {
    const storm = startStorm([two], 8, 5);
    const toFrozen = startStorm([one], 4, 5, 'frozen');
    await pause(1500);
    one.pause();
    await pause(freezeMs);
    // What it held when it froze has long been sent by the other.
    const sentByOther = pagesOf(sink.items).keys;
    const repeatsBefore = pagesOf(sink.items).repeats;
    one.resume();
    await pause(1500);
    await Promise.all([storm.stop(), toFrozen.stop()]);
    await expectNothingLost(two, sink, [storm, toFrozen]);
    expect(sentByOther.size).toBeGreaterThan(0);
    expect(pagesOf(sink.items).repeats, 'the thawed one sent what the other had sent').toBe(repeatsBefore);
    await until('the thawed one is well again', async () => (await one.request('GET', '/readyz')).status === 200, 5000);
    expect([...one.errors, ...two.errors]).toEqual([]);
  });

  it('an older sidecar stops when a release comes that it may not run beside, and does not start after it', async () => {
    await query(databaseUrl, `update meta set value = '999.0.0' where key = 'oldest_release'`);
    const told = await one.logLine(({ msg }) => msg === 'stopping', 15_000);
    expect(String(told['problem'])).toMatch(/needs Vigie 999\.0\.0 or newer/);
    expect(await one.ended()).toEqual({ code: 1, signal: null });
    expect(await two.ended()).toEqual({ code: 1, signal: null });
    const { code, output } = await runSidecar([], { databaseUrl });
    expect(code).toBe(1);
    expect(output).toMatch(/needs Vigie 999\.0\.0 or newer.*Start the newer version/);
  });
});

/** When the first page of an incident came, monotonic ms. */
function firstPage(sink: WebhookSink, incident: string, person: string): number {
  const page = sink.items.find(
    ({ path, body }) => path === person && (body['incident'] as { id: string }).id === incident,
  );
  return page?.at ?? Infinity;
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
