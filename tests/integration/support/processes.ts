/** Real products as processes of a test: own folders, ended whatever happens. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

const running = new Set<ChildProcess>();
// A test process that ends early must not leave products behind.
process.once('exit', () => running.forEach((child) => endGroup(child, 'SIGKILL')));

export interface Owner {
  uid?: number;
  gid?: number;
}

export interface ProcessOptions {
  cwd?: string;
  env?: Record<string, string>;
  owner?: Owner;
}

export interface Running {
  pid: number;
  /** The last of what it printed. */
  output(): string;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** In a process group of its own, so that its children go with it. */
export function startProcess(
  command: string,
  args: readonly string[],
  { cwd, env, owner = {} }: ProcessOptions = {},
): Running {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
    ...owner,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(`${error.message}\n`)));
  running.add(child);
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  return {
    pid: child.pid ?? 0,
    output: () => output,
    hasEnded,
    signal: (signal) => child.kill(signal),
    stop: async () => {
      endGroup(child, 'SIGTERM');
      const killer = setTimeout(() => endGroup(child, 'SIGKILL'), 5_000);
      await gone;
      clearTimeout(killer);
      endGroup(child, 'SIGKILL');
      running.delete(child);
    },
  };
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Why a product cannot be run here, for the title of a skipped suite; null if it can. */
export function whyNot(product: string, files: readonly string[]): string | null {
  if (process.getuid?.() !== 0) return `${product} was not run: it needs root, to start under the user of its package`;
  const missing = files.filter((file) => !existsSync(file));
  return missing.length === 0 ? null : `${product} was not run: there is no ${missing.join(', no ')}`;
}

/** The user that a Debian package brings. */
export function userOf(name: string): Required<Owner> {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A folder for a product's files, with subfolders, all of them its own. */
export function productFolder(product: string, owner: Owner, ...below: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), `vigie-${product}-`));
  for (const one of ['.', ...below]) {
    mkdirSync(path.join(folder, one), { recursive: true });
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path.join(folder, one), owner.uid, owner.gid);
  }
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
