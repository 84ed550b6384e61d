/** Measures what a start of the compiled sidecar costs: the time until it is ready, and its memory once it idles. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, residentMb } from '../bench/process.ts';

/** Medians of several starts on an empty database. */
export interface StartCost {
  /** From the start of the process until `/readyz` answers 200. */
  readyMs: number;
  /** Processor time until then. */
  cpuMs: number;
  /** Processor time of a `node` that does nothing, measured between the others: what no program on Node can undercut. */
  bareCpuMs: number;
  idleMb: number;
}

/** What is promised (docs/performance.md). */
export const MOST_IDLE_MB = 110;
/**
 * Processor time of a start, in bare starts of Node: the machine's speed and whoever else uses it divide out, which they do
 * not of the time by the clock.
 */
export const MOST_TIMES_BARE = 25;

/** When the memory of a sidecar that nothing happens to has settled. */
const SETTLED_MS = 3000;

/**
 * Starts the sidecar as its documents say, without any option, in a folder of its own. The first start fills the compile
 * cache and does not count.
 */
export async function startCost(entry: string, runs: number): Promise<StartCost> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-start-'));
  mkdirSync(path.join(folder, 'provisioning/vigie'), { recursive: true });
  const runsOfSidecar: Array<{ readyMs: number; cpuMs: number; idleMb: number }> = [];
  const bare: number[] = [];
  try {
    for (let run = 0; run <= runs; run++) {
      rmSync(path.join(folder, 'data/vigie.db'), { force: true });
      bare.push(bareCpuMs());
      const one = await oneStart(entry, folder);
      if (run > 0) runsOfSidecar.push(one);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const middle = (key: 'readyMs' | 'cpuMs' | 'idleMb') => median(runsOfSidecar.map((one) => one[key]));
  return { readyMs: middle('readyMs'), cpuMs: middle('cpuMs'), idleMb: middle('idleMb'), bareCpuMs: median(bare) };
}

function bareCpuMs(): number {
  const script = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

async function oneStart(entry: string, cwd: string): Promise<{ readyMs: number; cpuMs: number; idleMb: number }> {
  const sidecar = await startCompiled(entry, cwd);
  try {
    const cpuMs = sidecar.cpuMs();
    await pause(SETTLED_MS);
    return { readyMs: sidecar.readyMs, cpuMs, idleMb: sidecar.residentMb() };
  } finally {
    await sidecar.stop();
  }
}

export interface CompiledSidecar {
  url: string;
  readyMs: number;
  /** Processor time so far. */
  cpuMs(): number;
  /** Resident memory now. */
  residentMb(): number;
  stop(): Promise<void>;
}

/** Starts the compiled sidecar in a folder, without any option. */
export async function startCompiled(entry: string, cwd: string): Promise<CompiledSidecar> {
  const started = performance.now();
  const env = { PATH: process.env['PATH'], VIGIE_LISTEN: '127.0.0.1:0' };
  const child = spawn(process.execPath, [entry], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await listening(child);
  await untilReady(url);
  const readyMs = performance.now() - started;
  return {
    url,
    readyMs,
    cpuMs: () => cpuSeconds(child.pid ?? 0) * 1000,
    residentMb: () => residentMb(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Its output is read to its end, since a sidecar whose log nobody reads would end. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The sidecar ended before it listened; its output is above.')));
    createInterface({ input: child.stdout as Readable }).on('line', (line) => {
      const { msg, url } = JSON.parse(line) as { msg: string; url: string };
      if (msg === 'listening') resolve(url);
    });
  });
}

async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(2);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
