/** The clock of PostgreSQL's machine, by which all sidecars live, is set back and forward an hour under a running sidecar. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { startSidecar, type Sidecar } from '../support/sidecar.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { stormProvisioning, stormToken } from './storm.ts';

/** A function of the same name that is found first: what the sidecar asks is answered by a clock that can be set. */
const SETTABLE = `
  create table public.clock_offset (ms bigint not null);
  insert into public.clock_offset values (0);
  create function public.clock_timestamp() returns timestamptz language sql volatile as
    'select pg_catalog.clock_timestamp() + (select ms from public.clock_offset) * interval ''1 ms''';
  do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$`;
const HOUR = 3_600_000;

onPostgres("the clock of the database's machine", (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  let client: pg.Client;
  const setClock = (ms: number) => client.query('update public.clock_offset set ms = $1', [ms]);

  beforeEach(async () => {
    sink = await startWebhookSink();
    const databaseUrl = await database.fresh();
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(SETTABLE);
    // Ben is paged four seconds after Ann.
    const provisioning = stormProvisioning(sink).replace('wait: 1s', 'wait: 4s');
    sidecar = await startSidecar({ provisioning, databaseUrl, clock: 'system' });
  });
  afterEach(async () => {
    await Promise.all([client.end(), sidecar.remove()]);
    await sink.stop();
  });

  const pageOf = async (id: string, person: string, limit: number) => {
    const isIt = (body: Record<string, unknown>) => (body['incident'] as { title: string }).title === id;
    return (await sink.waitFor(({ path, body }) => path === `/${person}` && isIt(body), limit)).at;
  };
  const open = async (id: string) => {
    expect((await sidecar.ingest(stormToken, { id, title: id, status: 'firing' })).status).toBe(202);
    return pageOf(id, 'ann', 5000);
  };

  it('is set back an hour: alerts that come then page, and escalate after their wait', async () => {
    await open('before');
    await setClock(-HOUR);
    // A reading of the database's time holds for a second.
    await pause(1500);
    const later = await open('after');
    expect((await pageOf('after', 'ben', 8000)) - later).toBeGreaterThan(3500);
    expect(sidecar.errors).toEqual([]);
  });

  it('is set forward an hour: what waits is due, and waits that begin then last as long as they should', async () => {
    await open('before');
    await setClock(HOUR);
    await pageOf('before', 'ben', 8000);
    const later = await open('after');
    expect((await pageOf('after', 'ben', 8000)) - later).toBeGreaterThan(3500);
    expect(sidecar.errors).toEqual([]);
  });
});
