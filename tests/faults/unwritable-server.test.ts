/** A PostgreSQL that takes no writes: it is named why within ten seconds, alerts are counted and sent again, and it clears itself. */
import { chownSync, statSync } from 'node:fs';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { startCluster, type Cluster } from '../support/postgres.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { stormProvisioning, stormToken } from './storm.ts';

/** What is promised. */
const WITHIN = 10_000;

onPostgres('a server that takes no writes', () => {
  let sink: WebhookSink;
  let cluster: Cluster;
  let sidecar: Sidecar | null = null;
  beforeEach(async () => {
    sink = await startWebhookSink();
    cluster = await startCluster();
  });
  afterEach(async () => {
    await sidecar?.remove();
    sidecar = null;
    await cluster.destroy();
    await sink.stop();
  });

  const starting = async (databaseUrl: string) =>
    (sidecar = await startSidecar({ provisioning: stormProvisioning(sink), databaseUrl, clock: 'system' }));

  it('is stopped', async () => {
    const one = await starting(await cluster.createDatabase('stopped'));
    await cluster.stop('fast');
    await expectTrouble(one, { reason: 'database-away', says: 'the database cannot be reached' });
    await cluster.start();
    await expectWell(one);
  });

  it('is set to read-only, and has closed its connections', async () => {
    const one = await starting(await cluster.createDatabase('fixed'));
    const set = (value: 'on' | 'off') =>
      query(cluster.url('postgres'), [
        `alter database fixed set default_transaction_read_only = ${value}`,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'fixed'",
      ]);
    await set('on');
    await expectTrouble(one, { reason: 'read-only', says: 'the database is read-only' });
    await set('off');
    await expectWell(one);
  });

  it('has a full disk', async (context) => {
    const why = whyNoSmallDisk();
    if (why !== null) context.skip(why);
    const disk = mountSmallDisk('48m');
    try {
      const [{ data_directory: data } = { data_directory: '' }] = await query(cluster.url('postgres'), [
        'show data_directory',
      ]);
      const { uid, gid } = statSync(data);
      chownSync(disk.folder, uid, gid);
      await query(cluster.url('postgres'), [
        `create tablespace small location '${disk.folder}'`,
        'create database filled tablespace small',
      ]);
      const one = await starting(cluster.url('filled'));
      await disk.fill();
      // Nobody has reported anything that was refused.
      await expectTrouble(one, { reason: 'disk-full', says: 'the disk of the database server is full' });
      await disk.free();
      await expectWell(one);
      await one.stop();
      await query(cluster.url('postgres'), ['drop database filled', 'drop tablespace small']);
    } finally {
      disk.unmount();
    }
  });
});

interface Trouble {
  reason: string;
  says: string;
}

async function expectTrouble(sidecar: Sidecar, { reason, says }: Trouble): Promise<void> {
  const ready = async () => (await sidecar.request<{ store: string; why?: string }>('GET', '/readyz')).body;
  await until('it says why', async () => (await ready()).store === reason, WITHIN);
  expect((await ready()).why).toBe(says);
  await sidecar.logLine(
    ({ level, msg }) => level === 'error' && msg.startsWith(`nothing can be written: ${says};`),
    WITHIN,
  );
  const { body } = await sidecar.request('GET', '/healthz');
  expect(body).toMatchObject({ status: 'ok', store: { reason, message: says } });
  expect((await sidecar.request('GET', '/livez')).status).toBe(200);
  const refused = await until('an alert is refused', async () => {
    const answer = await sidecar.ingest(stormToken, { id: 'big', title: 'big', description: 'x'.repeat(200_000) });
    return answer.status === 202 ? null : answer;
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
}

async function expectWell(sidecar: Sidecar): Promise<void> {
  const isReady = async () => (await sidecar.request('GET', '/readyz')).status === 200;
  await until('it is ready', isReady, WITHIN);
  expect((await sidecar.ingest(stormToken, { id: 'again', title: 'again' })).status).toBe(202);
  await sidecar.logLine(({ msg }) => msg === 'the database takes writes again');
  const metrics = (await sidecar.request<string>('GET', '/metrics')).body;
  expect(metrics).toMatch(/^vigie_alerts_refused_total\{reason="[a-z-]+"\} [1-9]/m);
  expect(metrics).toContain('vigie_store_writable 1');
}

async function query(connectionString: string, statements: readonly string[]): Promise<Array<Record<string, string>>> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    let rows: Array<Record<string, string>> = [];
    for (const statement of statements) rows = (await client.query<Record<string, string>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
