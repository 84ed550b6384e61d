import { installSystemPackages, monitors } from './debian.mjs';
import { partNamed, parts, runPart } from './parts.mjs';
import { report } from './report.mjs';

const onPostgres = ['unit', 'stories', 'faults'];

/**
 * Runs parts one after the other, reports, and sets the exit code.
 * @param {string[]} names names of parts
 * @param {{ env?: Record<string, string>, limit?: number }} [options] `limit`: minutes per part
 */
export async function runSuite(names, { env, limit } = {}) {
  const unknown = names.filter((name) => partNamed(name) === undefined);
  if (unknown.length > 0) {
    console.error(`vigie: no part named ${unknown.join(', ')}; the parts are ${parts.map((part) => part.name).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  if (names.some((name) => onPostgres.includes(name))) installSystemPackages(['postgresql']);
  if (names.includes('oracle')) installSystemPackages(['calendars']);
  if (names.includes('faults')) installSystemPackages(['faketime']);
  if (names.includes('browser')) installSystemPackages(['chromium']);
  if (names.includes('integration')) installSystemPackages(monitors);
  const results = [];
  for (const name of names) {
    const result = await runPart(partNamed(name), env, limit);
    results.push(result);
    if (result.interrupted) {
      results.push({ name: 'the rest', passed: 0, failures: ['stopped: the parts after this one did not run'], skipped: [], ms: 0, interrupted: true });
      break;
    }
  }
  process.exitCode = report(results);
}
