/** Runs parts of `npm test` as one suite. */
import { installSystemPackages, monitors } from './debian.mjs';
import { partNamed, runPart } from './parts.mjs';
import { report } from './report.mjs';

const onPostgres = ['unit', 'stories', 'rights', 'faults'];

/**
 * Runs parts one after the other, prints a report, and sets the exit code.
 * @param {string[]} names names of parts
 * @param {Parameters<typeof runPart>[1]} [options] of every part
 */
export async function runSuite(names, options = {}) {
  if (names.some((name) => onPostgres.includes(name))) installSystemPackages(['postgresql']);
  if (names.includes('oracle')) installSystemPackages(['calendars']);
  if (names.includes('faults')) installSystemPackages(['faketime', 'cluster', 'pgbouncer']);
  if (names.includes('browser')) installSystemPackages(['chromium']);
  if (names.includes('packaging')) installSystemPackages(['debian', 'images', 'kubernetes', 'rpm']);
  if (names.includes('integration')) installSystemPackages(monitors);
  const results = [];
  for (const name of names) {
    const result = await runPart(partNamed(name), options);
    results.push(result);
    if (result.interrupted) {
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
