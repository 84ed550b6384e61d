/** A pooler between the sidecar and PostgreSQL: in session mode it works, in transaction mode the sidecar says so and ends. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onPostgres } from '../../support/databases.ts';
import { runSidecar, startSidecar } from '../../support/sidecar.ts';
import { freePort, until } from '../../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning } from '../storm.ts';

const PGBOUNCER = '/usr/sbin/pgbouncer';

if (existsSync(PGBOUNCER)) onPostgres('pgbouncer', poolers);
else describe.skip('pgbouncer (skipped: not found; sudo apt-get install -y pgbouncer)', () => poolers(nowhere));

const nowhere = { fresh: () => Promise.reject(new Error('no pgbouncer')) };

function poolers(database: { fresh(): Promise<string> }): void {
  let sink: WebhookSink;
  let folder: string;
  let pooler: ChildProcess | null = null;
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
    const { hostname, port, username, pathname } = new URL(await database.fresh());
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
      expect(sidecar.errors).toEqual([]);
    } finally {
      await sidecar.remove();
    }
  });

  it.each([
    ['transaction mode', { pool_mode: 'transaction' }, /pgbouncer in transaction mode.*pool_mode=session/],
    ['statement mode', { pool_mode: 'statement' }, /not allowed in statement pooling mode/],
    ['session mode with too few connections', { default_pool_size: '1' }, /too few connections.*needs 12/],
  ])('in %s is refused by name', async (_, settings, why) => {
    const { code, output } = await runSidecar([], { databaseUrl: await through(settings) });
    expect(code).toBe(1);
    expect(output).toMatch(why);
  });
}
