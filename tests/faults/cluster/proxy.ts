/** HAProxy in front of a cluster, as docs/operating.md configures it: it leads to the server that Patroni says is primary. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort, until } from '../../support/waiting.ts';
import type { Machine } from './network.ts';

const HAPROXY = '/usr/sbin/haproxy';

/** Why there can be no proxy here, with what to do; null if there can be. */
export const whyNoProxy = (): string | null =>
  existsSync(HAPROXY) ? null : 'haproxy not found; sudo apt-get install -y haproxy';

export interface Proxy {
  port: number;
  /** Resolves once it leads to the primary alone: until its first checks fail, it takes all servers for the primary. */
  settled(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** One connection to each server in turn, twice. */
const IN_TURN = 6;

async function leadsToPrimary(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
    return rows[0]?.standby === false;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function startProxy(machines: readonly Machine[]): Promise<Proxy> {
  const [folder, port] = [await mkdtemp(path.join(tmpdir(), 'vigie-haproxy-')), await freePort()];
  const file = path.join(folder, 'haproxy.cfg');
  await writeFile(
    file,
    `defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
  timeout check 1s
listen primary
  bind 127.0.0.1:${port}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${machines.map(({ name, address }) => `  server ${name} ${address}:5432 check port 8008`).join('\n')}
`,
  );
  const child = spawn(HAPROXY, ['-db', '-f', file], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    port,
    settled: async (url) => {
      await until(
        'HAProxy leads to the primary alone',
        async () => {
          for (let n = 0; n < IN_TURN; n++) {
            if (!(await leadsToPrimary(url))) return false;
          }
          return true;
        },
        30_000,
      );
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
