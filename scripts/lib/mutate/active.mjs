/**
 * The switch that instrumented sources ask. It reads which mutant is active from a file beside it, so
 * that processes which a test starts see the same mutant as the test.
 */
import { appendFileSync, readFileSync } from 'node:fs';

/** `record`: where reached mutants are written, one number a line, or null. */
const { active, record } = JSON.parse(readFileSync(new URL('state.json', import.meta.url), 'utf8'));
const reached = new Set();

export function isActive(id) {
  if (record !== null && !reached.has(id)) {
    reached.add(id);
    appendFileSync(record, `${id}\n`);
  }
  return id === active;
}
