/** Three PostgreSQL servers that Patroni runs, with an etcd beside each, replicating synchronously. */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findPostgres, whyNoPostgres } from '../../support/postgres-find.ts';
import { until } from '../../support/waiting.ts';
import { createNetwork, whyNoNetwork, type Machine, type Network } from './network.ts';

/** Seconds, as docs/operating.md recommends them. */
const TTL = 20;
const LOOP_WAIT = 2;
const RETRY_TIMEOUT = 3;

const PYTHON = '/usr/lib/python3/dist-packages';
const NEEDED = {
  patroni: '/usr/bin/patroni',
  'python3-etcd': `${PYTHON}/etcd`,
  'python3-dnspython': `${PYTHON}/dns`,
  'etcd-server': '/usr/bin/etcd',
};

/** Why there can be no cluster here, with what to do; null if there can be. */
export function whyNoCluster(): string | null {
  const missing = Object.entries(NEEDED).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
  if (missing.length > 0) return `${missing.join(', ')} not found; sudo apt-get install -y ${missing.join(' ')}`;
  return whyNoPostgres() ?? whyNoNetwork();
}

interface Member {
  name: string;
  role: string;
  state: string;
}

export class Patroni {
  readonly machines: readonly Machine[];
  readonly #network: Network;
  readonly #folder: string;
  readonly #user: { uid: number; gid: number };
  readonly #logs = new Map<string, string>();

  private constructor(network: Network, folder: string, user: { uid: number; gid: number }) {
    this.#network = network;
    this.machines = network.machines;
    this.#folder = folder;
    this.#user = user;
  }

  static async start(): Promise<Patroni> {
    const user = { uid: idOf('-u'), gid: idOf('-g') };
    const folder = await mkdtemp(path.join(tmpdir(), 'vigie-patroni-'));
    await chown(folder, user.uid, user.gid);
    const cluster = new Patroni(await createNetwork(3), folder, user);
    try {
      for (const machine of cluster.machines) await cluster.#prepare(machine);
      cluster.machines.forEach((machine) => cluster.boot(machine));
      await cluster.whole(90_000);
      return cluster;
    } catch (error) {
      const words = cluster.lastWords();
      await cluster.remove();
      throw new Error(`The cluster did not start: ${(error as Error).message}\n${words}`, { cause: error });
    }
  }

  /** The connection string of a database, with all servers, as docs/operating.md has it. */
  url(database: string): string {
    const hosts = this.machines.map(({ address }) => `${address}:5432`).join(',');
    return `postgres://postgres@${hosts}/${database}?target_session_attrs=read-write`;
  }

  async createDatabase(name: string): Promise<string> {
    const { address } = await this.primary();
    const client = new pg.Client({ connectionString: `postgres://postgres@${address}/postgres` });
    await client.connect();
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
    await client.end();
    return this.url(name);
  }

  /** The machine whose Patroni says that it leads, other than one that has lost this. */
  async primary(other?: Machine, limit = 60_000): Promise<Machine> {
    return until(
      'a server leads',
      async () => {
        const asked = this.machines.filter((machine) => machine !== other);
        const leads = await Promise.all(asked.map((machine) => isPrimary(machine)));
        return asked[leads.indexOf(true)];
      },
      limit,
    );
  }

  /** One leads, one follows synchronously, and the third follows. */
  async whole(limit = 60_000): Promise<void> {
    await until(
      'all servers of the cluster run',
      async () => {
        const members = await this.#members();
        const running = members.filter(({ state }) => state === 'running' || state === 'streaming');
        return running.length === 3 && members.some(({ role }) => role === 'sync_standby');
      },
      limit,
    );
  }

  /** Hands the lead to the synchronous standby, as for maintenance. */
  async switchOver(from: Machine): Promise<void> {
    const members = await this.#members();
    const candidate = members.find(({ role }) => role === 'sync_standby')?.name;
    const response = await fetch(`http://${from.address}:8008/switchover`, {
      method: 'POST',
      body: JSON.stringify({ leader: from.name, candidate }),
    });
    if (!response.ok) throw new Error(`Patroni did not switch over: ${await response.text()}`);
  }

  boot(machine: Machine): void {
    const at = path.join(this.#folder, machine.name);
    this.#start(machine, '/usr/bin/etcd', ['--config-file', `${at}/etcd.yaml`]);
    this.#start(machine, '/usr/bin/patroni', [`${at}/patroni.yaml`]);
  }

  lastWords(): string {
    return [...this.#logs].map(([name, log]) => `${name}:\n${log}`).join('\n');
  }

  async remove(): Promise<void> {
    await this.#network.remove();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #start(machine: Machine, command: string, args: readonly string[]): void {
    const child: ChildProcess = machine.run(this.#user, command, args);
    const name = `${path.basename(command)} of ${machine.name}`;
    const keep = (chunk: Buffer) => this.#logs.set(name, `${this.#logs.get(name) ?? ''}${chunk}`.slice(-2000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  async #members(): Promise<Member[]> {
    const answers = await Promise.all(
      this.machines.map(async ({ address }) => {
        const response = await ask(`http://${address}:8008/cluster`);
        return response?.ok ? ((await response.json()) as { members: Member[] }).members : [];
      }),
    );
    return answers.find((members) => members.length > 0) ?? [];
  }

  async #prepare(machine: Machine): Promise<void> {
    const folder = path.join(this.#folder, machine.name);
    await mkdir(folder);
    await writeFile(path.join(folder, 'etcd.yaml'), JSON.stringify(etcdOf(machine, this.machines, folder)));
    await writeFile(path.join(folder, 'patroni.yaml'), JSON.stringify(patroniOf(machine, this.machines, folder)));
    await chown(folder, this.#user.uid, this.#user.gid);
  }
}

const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

const ask = (url: string) => fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => null);

const isPrimary = async ({ address }: Machine) => (await ask(`http://${address}:8008/primary`))?.ok === true;

function etcdOf({ name, address }: Machine, all: readonly Machine[], folder: string): object {
  return {
    name,
    'data-dir': `${folder}/etcd`,
    'listen-peer-urls': `http://${address}:2380`,
    'initial-advertise-peer-urls': `http://${address}:2380`,
    'listen-client-urls': `http://${address}:2379`,
    'advertise-client-urls': `http://${address}:2379`,
    'initial-cluster': all.map((one) => `${one.name}=http://${one.address}:2380`).join(','),
    'initial-cluster-state': 'new',
    'log-level': 'error',
  };
}

/** YAML takes JSON. */
function patroniOf({ name, address }: Machine, all: readonly Machine[], folder: string): object {
  const network = address.replace(/\.\d+$/, '.0/24');
  return {
    scope: 'vigie',
    name,
    restapi: { listen: `${address}:8008`, connect_address: `${address}:8008` },
    etcd3: { hosts: all.map((one) => `${one.address}:2379`) },
    bootstrap: {
      dcs: {
        ttl: TTL,
        loop_wait: LOOP_WAIT,
        retry_timeout: RETRY_TIMEOUT,
        primary_start_timeout: 0,
        synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { max_connections: 100, shared_buffers: '64MB' } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums'],
    },
    postgresql: {
      listen: `${address}:5432`,
      connect_address: `${address}:5432`,
      data_dir: `${folder}/data`,
      bin_dir: findPostgres(),
      remove_data_directory_on_diverged_timelines: true,
      authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' } },
      pg_hba: ['local all all trust', `host all all ${network} trust`, `host replication all ${network} trust`],
      parameters: { unix_socket_directories: folder, log_min_messages: 'fatal' },
    },
  };
}
