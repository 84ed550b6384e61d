/** A network of machines of its own: each is a network namespace with an address, on one bridge. */
import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const ip = (...args: string[]) => exec('ip', args);

/** Reserved for measuring (RFC 2544), so nothing that this machine must reach lies in it. */
const SUBNET = `198.18.${process.pid % 250}`;
const PREFIX = 'vigie-';

export interface Machine {
  name: string;
  address: string;
  /** Starts a program on this machine. */
  run(user: { uid: number; gid: number }, command: string, args: readonly string[]): ChildProcess;
  /** To all its processes. */
  signal(signal: NodeJS.Signals): Promise<void>;
  /** Nobody reaches it, and it reaches nobody. */
  unplug(): Promise<void>;
  /** It and the other machines do not reach each other, but this process reaches all of them. */
  partFromOthers(): Promise<void>;
  /** Ends both. */
  join(): Promise<void>;
}

export interface Network {
  machines: readonly Machine[];
  remove(): Promise<void>;
}

/** Why there can be no such network here; null if there can be. */
export function whyNoNetwork(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (!existsSync('/sbin/ip') && !existsSync('/usr/sbin/ip')) return 'no ip command; sudo apt-get install -y iproute2';
  const name = `${PREFIX}${process.pid}-try`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync('ip', ['-n', name, 'link', 'add', 'try', 'type', 'bridge'], { stdio: 'pipe' });
    execFileSync('ip', ['-n', name, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `network namespaces are not permitted here (${String((error as Error).message)
      .trim()
      .split('\n')
      .at(-1)})`;
  } finally {
    spawnSync('ip', ['netns', 'delete', name]);
  }
}

export async function createNetwork(count: number): Promise<Network> {
  await removeAbandoned();
  const bridge = `vg${process.pid}`;
  await ip('link', 'add', bridge, 'type', 'bridge');
  await ip('address', 'add', `${SUBNET}.1/24`, 'dev', bridge);
  await ip('link', 'set', bridge, 'up');
  const addresses = Array.from({ length: count }, (_, n) => `${SUBNET}.${n + 11}`);
  const machines: Machine[] = [];
  for (const [n, address] of addresses.entries()) machines.push(await createMachine(bridge, n, address, addresses));
  return {
    machines,
    remove: async () => {
      await Promise.all(machines.map((machine) => machine.signal('SIGKILL')));
      await removeAll(process.pid);
    },
  };
}

async function createMachine(
  bridge: string,
  n: number,
  address: string,
  addresses: readonly string[],
): Promise<Machine> {
  const space = `${PREFIX}${process.pid}-${n}`;
  const cable = `${bridge}n${n}`;
  await ip('netns', 'add', space);
  await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
  await ip('link', 'set', cable, 'master', bridge, 'up');
  await ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0');
  await ip('-n', space, 'link', 'set', 'lo', 'up');
  await ip('-n', space, 'link', 'set', 'eth0', 'up');
  const others = addresses.filter((one) => one !== address);
  return {
    name: `n${n + 1}`,
    address,
    run: ({ uid, gid }, command, args) =>
      spawn('nsenter', [`--net=/run/netns/${space}`, '-S', String(uid), '-G', String(gid), command, ...args], {
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
      }),
    signal: (signal) => signalAll(space, signal),
    unplug: async () => {
      await ip('link', 'set', cable, 'down');
    },
    partFromOthers: async () => {
      for (const other of others) await ip('-n', space, 'route', 'replace', 'blackhole', `${other}/32`);
    },
    join: async () => {
      await ip('link', 'set', cable, 'up');
      for (const other of others)
        await ip('-n', space, 'route', 'delete', 'blackhole', `${other}/32`).catch(() => undefined);
    },
  };
}

/** Twice, since a process may have been born while the others were told. */
async function signalAll(space: string, signal: NodeJS.Signals): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const { stdout } = await ip('netns', 'pids', space);
    stdout
      .split('\n')
      .map(Number)
      .filter(Boolean)
      .forEach((pid) => tell(pid, signal));
  }
}

/** @returns false if it ended meanwhile */
function tell(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Of test runs that were killed and could not do it themselves. */
async function removeAbandoned(): Promise<void> {
  const { stdout } = await ip('netns', 'list');
  const owners = new Set([...stdout.matchAll(/^vigie-(\d+)-/gm)].map(([, pid]) => Number(pid)));
  for (const pid of owners) {
    if (existsSync(`/proc/${pid}`)) continue;
    for (const space of spacesOf(stdout, pid)) await signalAll(space, 'SIGKILL');
    await removeAll(pid);
  }
}

async function removeAll(pid: number): Promise<void> {
  const { stdout } = await ip('netns', 'list');
  for (const space of spacesOf(stdout, pid)) await ip('netns', 'delete', space);
  await ip('link', 'delete', `vg${pid}`).catch(() => undefined);
}

const spacesOf = (list: string, pid: number) =>
  list
    .split('\n')
    .map((line) => line.split(' ')[0] as string)
    .filter((name) => name.startsWith(`${PREFIX}${pid}-`));
