/** The clock of PostgreSQL's machine, by which all sidecars live, is set back and forward an hour under a running sidecar. */
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
/** A wait of four seconds is counted from the first page, which may be late itself on a busy machine. */
const EARLIEST_MS = 2500;

onPostgres("the clock of the database's machine", (database) => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  let client: pg.Client;
  let databaseUrl: string;
  let provisioning: string;
  const steps = async () =>
    (await client.query<{ value: string }>(`select value from meta where key = 'clock_steps'`)).rows[0]?.value;
  const setClock = (ms: number) => client.query('update public.clock_offset set ms = $1', [ms]);

  beforeEach(async () => {
    sink = await startWebhookSink();
    databaseUrl = await database.fresh();
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(SETTABLE);
    // Ben is paged four seconds after Ann.
    provisioning = stormProvisioning(sink).replace('wait: 1s', 'wait: 4s');
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

  it('is set back an hour: what waits is neither early nor late, whoever of two sidecars sees it first', async () => {
    const second = await startSidecar({ provisioning, databaseUrl, clock: 'system' });
    try {
      const first = await open('before');
      await setClock(-HOUR);
      const between = await open('between');
      for (const [id, since] of [
        ['before', first],
        ['between', between],
      ] as const) {
        const waited = (await pageOf(id, 'ben', 15_000)) - since;
        expect(waited, id).toBeGreaterThan(EARLIEST_MS);
        expect(waited, id).toBeLessThan(14_000);
      }
      const later = await open('after');
      expect((await pageOf('after', 'ben', 8000)) - later).toBeGreaterThan(EARLIEST_MS);
      expect([sidecar.errors, second.errors]).toEqual([[], []]);
      expect(await steps()).toBe('1');
    } finally {
      await second.remove();
    }
  });

  it('is set back twice while one of two sidecars is frozen: nobody is paged early', async () => {
    const second = await startSidecar({ provisioning, databaseUrl, clock: 'system' });
    try {
      await open('before');
      process.kill(second.pid, 'SIGSTOP');
      await setClock(-HOUR);
      await pageOf('before', 'ben', 15_000);
      await setClock(-2 * HOUR);
      const later = await open('after');
      process.kill(second.pid, 'SIGCONT');
      const waited = (await pageOf('after', 'ben', 15_000)) - later;
      expect(waited).toBeGreaterThan(EARLIEST_MS);
      expect(waited).toBeLessThan(14_000);
      expect(await steps()).toBe('2');
    } finally {
      await second.remove();
    }
  });

  it('is set forward an hour: what waits is due, and waits that begin then last as long as they should', async () => {
    await open('before');
    await setClock(HOUR);
    await pageOf('before', 'ben', 8000);
    const later = await open('after');
    expect((await pageOf('after', 'ben', 8000)) - later).toBeGreaterThan(EARLIEST_MS);
    expect(sidecar.errors).toEqual([]);
  });
});
