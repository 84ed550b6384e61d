/** Runs parts of `npm test` as one suite. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installSystemPackages, monitors } from './debian.mjs';
import { partNamed, runPart } from './parts.mjs';
import { report } from './report.mjs';

const onPostgres = ['unit', 'stories', 'attack', 'rights', 'months', 'faults'];

/** Parts that leave a processor idle, as one process does or one that waits, and the part beside which they run. */
const besides = { format: 'types', lint: 'types', faults: 'stories' };

/**
 * @param {readonly string[]} names names of parts
 * @returns {string[][]} what runs one after the other; the parts of a group run at the same time
 */
export const groupsOf = (names) =>
  names
    .filter((name) => !names.includes(besides[name]))
    .map((name) => [name, ...names.filter((other) => besides[other] === name)]);

/**
 * Runs groups of parts one after the other, prints a report, and sets the exit code.
 * @param {string[]} names names of parts
 * @param {Parameters<typeof runPart>[1]} [options] of every part
 */
export async function runSuite(names, options = {}) {
  if (names.some((name) => onPostgres.includes(name))) installSystemPackages(['postgresql']);
  if (names.includes('oracle')) installSystemPackages(['calendars']);
  if (names.includes('faults')) installSystemPackages(['faketime', 'cluster', 'pgbouncer', 'haproxy']);
  if (names.includes('browser')) installSystemPackages(['chromium']);
  if (names.includes('packaging')) installSystemPackages(['debian', 'images', 'kubernetes', 'rpm']);
  if (names.includes('integration')) installSystemPackages(monitors);
  const results = [];
  for (const [first, ...others] of groupsOf(names)) {
    const group = await Promise.all([
      runPart(partNamed(first), options),
      ...others.map((other) => runBeside(partNamed(other), options)),
    ]);
    results.push(...group);
    if (group.some(({ interrupted }) => interrupted)) {
      results.push({
        name: 'the rest',
        passed: 0,
        failures: ['stopped: the parts after this one did not run'],
        skipped: [],
        ms: 0,
        interrupted: true,
      });
      break;
    }
  }
  process.exitCode = report(results);
}

/** What it prints comes in one piece, when it has ended. */
async function runBeside(part, options) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-part-'));
  const file = path.join(folder, 'output');
  const output = openSync(file, 'w');
  try {
    return await runPart(part, { ...options, output });
  } finally {
    closeSync(output);
    process.stdout.write(readFileSync(file));
    rmSync(folder, { recursive: true, force: true });
  }
}
