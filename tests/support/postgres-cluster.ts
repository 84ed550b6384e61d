/**
 * Runs a private PostgreSQL: own folder, own loopback port, gone at the end. Durability is off unless asked for, since
 * a test database need not survive the machine; crashes of the server are still real.
 */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgres } from './postgres-find.ts';
import { freePort, until } from './waiting.ts';

const exec = promisify(execFile);
const prefix = 'vigie-pg-';

export interface Cluster {
  /** Makes an empty database, or a copy of the database named `template` (nobody may be connected to that). */
  createDatabase(name: string, template?: string): Promise<string>;
  /** The URL of a database, whether it exists or not. */
  url(database: string): string;
  /** `immediate` is a crash; `fast` ends connections and shuts down cleanly. */
  stop(how: 'immediate' | 'fast'): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Stops it and removes its files. */
  destroy(): Promise<void>;
}

export interface ClusterOptions {
  /** Whether commits survive a power cut, as in production; tests are faster without. */
  durable?: boolean;
}

/** Throws if there is no PostgreSQL on this machine or it does not start; the message has its log. */
export async function startCluster({ durable = false }: ClusterOptions = {}): Promise<Cluster> {
  const bin = findPostgres();
  if (bin === null)
    throw new Error('There is no PostgreSQL server on this machine: sudo apt-get install -y postgresql');
  await removeAbandoned();
  const owner = serverUser();
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  await writeFile(path.join(folder, 'owner.pid'), String(process.pid));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  await exec(
    path.join(bin, 'initdb'),
    ['-D', `${folder}/data`, '-U', 'vigie', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder },
  );
  return startOnFreePort({ bin, folder, owner, durable });
}

/** Another process may take the port between its choice and the start: then another port is chosen. */
async function startOnFreePort(place: Omit<Place, 'port'>, tries = 3): Promise<Cluster> {
  const server = new Server({ ...place, port: await freePort() });
  try {
    await server.start();
    return server;
  } catch (error) {
    if (tries > 1) return startOnFreePort(place, tries - 1);
    await server.destroy();
    throw error;
  }
}

interface Place {
  bin: string;
  folder: string;
  owner: Owner;
  port: number;
  durable: boolean;
}

class Server implements Cluster {
  readonly #at: Place;
  #process: ChildProcess | null = null;
  #log = '';

  constructor(place: Place) {
    this.#at = place;
  }

  url(database: string): string {
    return `postgres://vigie@127.0.0.1:${this.#at.port}/${database}`;
  }

  async createDatabase(name: string, template = 'template1'): Promise<string> {
    await this.#query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
    return this.url(name);
  }

  async start(): Promise<void> {
    const { bin, folder, owner, port, durable } = this.#at;
    const settings = [
      ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
      'max_connections=200',
      'shared_buffers=64MB',
      'log_min_messages=fatal',
    ];
    const args = [
      '-D',
      `${folder}/data`,
      '-k',
      folder,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      ...settings.flatMap((one) => ['-c', one]),
    ];
    const child = spawn(path.join(bin, 'postgres'), args, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => (this.#log = (this.#log + chunk.toString()).slice(-4000)));
    this.#process = child;
    await until('PostgreSQL answers', async () => {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`PostgreSQL did not start:\n${this.#log}`);
      // Another server may have the port; ours then ends by itself a moment later.
      const rows = await this.#query('SHOW data_directory').catch(() => []);
      return rows[0]?.data_directory === `${folder}/data`;
    });
  }

  async stop(how: 'immediate' | 'fast'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(how === 'immediate' ? 'SIGQUIT' : 'SIGINT');
    await gone;
  }

  async destroy(): Promise<void> {
    await this.stop('immediate');
    await rm(this.#at.folder, { recursive: true, force: true });
  }

  async #query(sql: string): Promise<Array<Record<string, unknown>>> {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

interface Owner {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function serverUser(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Stops the servers of test runs that were killed and could not do it themselves. */
async function removeAbandoned(): Promise<void> {
  const entries = await readdir(tmpdir());
  for (const entry of entries.filter((name) => name.startsWith(prefix))) {
    const folder = path.join(tmpdir(), entry);
    const owner = await numberIn(path.join(folder, 'owner.pid'));
    // A folder without a readable owner belongs to another user, or is just being made.
    if (owner === null || isAlive(owner)) continue;
    const server = await numberIn(path.join(folder, 'data/postmaster.pid'));
    if (server !== null && (await runsFrom(server, folder))) process.kill(server, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  }
}

/** First line of a file as a number; null if it can't be read. */
async function numberIn(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return Number(text?.split('\n')[0]) || null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process was started on this very folder: process ids are used again, and only such a process is ours to
 * end.
 */
async function runsFrom(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes(folder);
}
