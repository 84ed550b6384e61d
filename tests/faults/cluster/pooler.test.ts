/** A pooler between the sidecar and PostgreSQL: in session mode it works, in transaction mode the sidecar says so and ends. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION } from '../../../backend-shim/store/access/unsealed.ts';
import { onPostgres } from '../../support/databases.ts';
import { runSidecar, startSidecar } from '../../support/sidecar.ts';
import { freePort, until } from '../../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning } from '../storm.ts';

const PGBOUNCER = '/usr/sbin/pgbouncer';
/** As docs/operating.md has it. */
const NEEDED = 13;
/** More requests at once than a sidecar has connections for. */
const READERS = 24;
/** Figures of as many incidents are read without the thread for them. */
const LITTLE = 300;

if (existsSync(PGBOUNCER)) onPostgres('pgbouncer', poolers);
else describe.skip('pgbouncer (skipped: not found; sudo apt-get install -y pgbouncer)', () => poolers(nowhere));

const nowhere = { fresh: () => Promise.reject(new Error('no pgbouncer')) };

function poolers(database: { fresh(): Promise<string> }): void {
  let sink: WebhookSink;
  let folder: string;
  let pooler: ChildProcess | null = null;
  /** The address of the database without a pooler. */
  let direct: string;
  beforeEach(async () => {
    sink = await startWebhookSink();
    folder = await mkdtemp(path.join(tmpdir(), 'vigie-pgbouncer-'));
  });
  afterEach(async () => {
    pooler?.kill('SIGKILL');
    await sink.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** @returns the address of a new database through pgbouncer */
  async function through(settings: Record<string, string>): Promise<string> {
    direct = await database.fresh();
    const { hostname, port, username, pathname } = new URL(direct);
    const own = await freePort();
    const lines = {
      listen_addr: '127.0.0.1',
      listen_port: String(own),
      unix_socket_dir: '',
      auth_type: 'any',
      ...settings,
    };
    const text = [
      `[databases]\n* = host=${hostname} port=${port} user=${username}\n[pgbouncer]`,
      ...Object.entries(lines).map(([name, value]) => `${name} = ${value}`),
    ].join('\n');
    await writeFile(path.join(folder, 'pgbouncer.ini'), text);
    execFileSync('chmod', ['-R', 'a+rX', folder]);
    const isRoot = process.getuid?.() === 0;
    pooler = spawn(PGBOUNCER, [...(isRoot ? ['-u', 'postgres'] : []), path.join(folder, 'pgbouncer.ini')], {
      stdio: 'ignore',
    });
    const url = `postgres://${username}@127.0.0.1:${own}${pathname}`;
    await until('pgbouncer answers', async () => {
      const client = new pg.Client({ connectionString: url });
      return client.connect().then(
        () => client.end().then(() => true),
        () => false,
      );
    });
    return url;
  }

  it('in session mode, as Debian ships it, carries a storm', async () => {
    const databaseUrl = await through({ pool_mode: 'session' });
    const sidecar = await startSidecar({ provisioning: stormProvisioning(sink), databaseUrl, clock: 'system' });
    try {
      const storm = startStorm([sidecar]);
      await pause(1500);
      await storm.stop();
      await expectNothingLost(sidecar, sink, [storm]);
      expect(sidecar.errorsBesideOutages).toEqual([]);
    } finally {
      await sidecar.remove();
    }
  });

  it('in session mode with as many connections as a sidecar asks for, is enough for a storm and insights', async () => {
    const databaseUrl = await through({ pool_mode: 'session', default_pool_size: String(NEEDED) });
    const sidecar = await startSidecar({ provisioning: stormProvisioning(sink), databaseUrl, clock: 'system' });
    const counting = new pg.Client({ connectionString: direct });
    await counting.connect();
    try {
      const storm = startStorm([sidecar], 16, 1);
      await until('more incidents than are read beside paging', () => storm.accepted.length > LITTLE, 30_000);
      const ended = pause(3000).then(() => storm.stop());
      const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString();
      const insights = `insights/pager?from=${day(-1)}&to=${day(1)}`;
      const asked: number[] = [];
      const most: Record<string, number> = {};
      for (let isOver = false; !isOver; isOver = await Promise.race([ended.then(() => true), pause(100, false)])) {
        const all = [insights, ...Array<string>(READERS).fill('incidents?limit=100')];
        await Promise.all(all.map(async (path) => asked.push((await sidecar.api('GET', path)).status)));
        // A connection that pgbouncer has just made has no name yet.
        const { rows } = await counting.query<{ name: string; count: number }>(
          `select application_name as name, count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name <> '' group by 1`,
        );
        rows.forEach(({ name, count }) => (most[name] = Math.max(count, most[name] ?? 0)));
      }
      expect(new Set(asked)).toEqual(new Set([200]));
      const { [APPLICATION]: vigie = 0, ...others } = most;
      expect(others).toEqual({ 'vigie wake-ups': 1, 'vigie asks who takes writes': 1, 'vigie reads the past': 1 });
      expect(vigie).toBeGreaterThan(1);
      expect(vigie + Object.keys(others).length).toBeLessThanOrEqual(NEEDED);
      await expectNothingLost(sidecar, sink, [storm]);
      expect(sidecar.errorsBesideOutages).toEqual([]);
    } finally {
      await Promise.all([counting.end(), sidecar.remove()]);
    }
  });

  it.each([
    ['transaction mode', { pool_mode: 'transaction' }, /pgbouncer in transaction mode.*pool_mode=session/],
    ['statement mode', { pool_mode: 'statement' }, /not allowed in statement pooling mode/],
    ['session mode with too few connections', { default_pool_size: '1' }, /too few connections.*needs 13/],
  ])('in %s is refused by name', async (_, settings, why) => {
    const { code, output } = await runSidecar([], { databaseUrl: await through(settings) });
    expect(code).toBe(1);
    expect(output).toMatch(why);
  });
}
