/**
 * What a start of the compiled sidecar costs, and how much memory it takes, empty and with 10,000 open incidents, as its
 * documents start it: without any option. Ends with 1 where it costs more than it may.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { MOST_IDLE_MB, MOST_TIMES_BARE, startCompiled, startCost } from '../support/start-cost.ts';
import { figure, round } from './figures.ts';
import { expectOnly, load } from './load.ts';
import { ingestToken } from './subjects.ts';

const RUNS = 7;
const OPEN = 10_000;
const MOST_MB_WITH_OPEN = 200;
const QUIET_MS = 10_000;

const provisioning = `
apiVersion: 1
users: [{ login: ann, name: Ann, email: ann@example.com, timeZone: Europe/Paris }]
escalationPolicies:
  - { id: quiet, name: Quiet, steps: [{ notify: [], wait: 1d }] }
integrations:
  - { id: bench, name: Bench, type: webhook, token: ${ingestToken}, policy: quiet }
`;

const work = mkdtempSync(path.join(tmpdir(), 'vigie-start-bench-'));
try {
  const tree = path.join(work, 'tree');
  spawnSync(process.execPath, [inRoot('scripts/build-sidecar.mjs'), '--to', tree], { stdio: ['ignore', 2, 2] });
  const entry = path.join(tree, 'bin/vigie.js');

  const { readyMs, cpuMs, bareCpuMs, idleMb } = await startCost(entry, RUNS);
  const timesBare = cpuMs / bareCpuMs;
  figure('start', 'compiled, SQLite, empty', {
    readyMs: round(readyMs),
    cpuMs: round(cpuMs),
    bareCpuMs: round(bareCpuMs),
    timesBare: round(timesBare),
    idleMb: round(idleMb),
  });
  bound('times the processor time of a bare start of Node', timesBare, MOST_TIMES_BARE);
  bound('MB idle', idleMb, MOST_IDLE_MB);

  const folder = path.join(work, 'sidecar');
  mkdirSync(path.join(folder, 'provisioning/vigie'), { recursive: true });
  writeFileSync(path.join(folder, 'provisioning/vigie/bench.yaml'), provisioning);
  const first = await startCompiled(entry, folder);
  const body = (n: number) => JSON.stringify({ id: `alert-${n}`, title: `Disk full on ${n}`, severity: 'critical' });
  const origin = first.url;
  expectOnly(await load({ origin, path: `/in/${ingestToken}`, connections: 16, count: OPEN, body }), 202);
  const atOnceMb = first.residentMb();
  await pause(QUIET_MS);
  const quietMb = first.residentMb();
  await first.stop();
  const again = await startCompiled(entry, folder);
  await pause(QUIET_MS);
  const restartedMb = again.residentMb();
  await again.stop();
  figure('start', `compiled, SQLite, ${OPEN} open incidents`, {
    readyMs: round(again.readyMs),
    atOnceMb: round(atOnceMb),
    quietMb: round(quietMb),
    restartedMb: round(restartedMb),
  });
  bound('MB with open incidents', Math.max(atOnceMb, quietMb, restartedMb), MOST_MB_WITH_OPEN);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function bound(what: string, value: number, most: number): void {
  if (!(value <= most)) {
    process.stderr.write(`${what}: ${round(value)}, more than ${most}\n`);
    process.exitCode = 1;
  }
}
