/**
 * Switches mutants in instrumented sources. It reads the active mutant from a file beside it, so that processes started
 * by a test use the same mutant as the test.
 */
import { appendFileSync, readFileSync } from 'node:fs';

/** `record`: the file for the numbers of reached mutants, one per line, or null. */
const { active, record } = JSON.parse(readFileSync(new URL('state.json', import.meta.url), 'utf8'));
const reached = new Set();

export function isActive(id) {
  if (record !== null && !reached.has(id)) {
    reached.add(id);
    appendFileSync(record, `${id}\n`);
  }
  return id === active;
}
