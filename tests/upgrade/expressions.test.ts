/** Every regular expression that a release, the documentation or an example has ever used is within the bounds. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import { MOST_WEIGHT_OF_PERSON } from '#domain/routing/regex/limits';
import { compileRegex, regexWeight } from '#domain/routing/regex/regex';

const ROOT = path.join(import.meta.dirname, '../..');
const PLACES = ['docs', 'provisioning', 'tests/upgrade/databases', 'tests/captures', 'tests/golden', 'README.md'];
/** In YAML, in JSON, and in JSON within a text. */
const MATCHER = /([A-Za-z_][\w.-]*)\s?(=~|!~)\s?(\\*)"((?:(?!\\*"|\n).|\\\\[dswbpDSWBP.])*)\3"/g;

function filesIn(place: string): string[] {
  const at = path.join(ROOT, place);
  return statSync(at).isDirectory() ? readdirSync(at).flatMap((name) => filesIn(path.join(place, name))) : [place];
}

function textOf(file: string): string {
  const bytes = readFileSync(path.join(ROOT, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
}

/** By the expression, where it was found. */
function expressions(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of PLACES.flatMap(filesIn)) {
    for (const [, , , escape = '', value = ''] of textOf(file).matchAll(MATCHER)) {
      found.set(escape === '' ? value : value.replaceAll('\\\\', '\\'), file);
    }
  }
  return found;
}

test('expressions of docs, provisioning, captures and the databases of releases are compiled', () => {
  const all = expressions();
  expect(all.size).toBeGreaterThan(5);
  expect([...all.values()].some((file) => file.startsWith('tests/upgrade/'))).toBe(true);
  for (const [expression, file] of all) {
    expect(compileRegex(expression), `${file}: ${expression}`).toMatchObject({ ok: true });
    expect(regexWeight(expression), `${file}: ${expression}`).toBeLessThan(MOST_WEIGHT_OF_PERSON / 20);
    expect(parseMatcher(`a=~"${expression}"`).ok, file).toBe(true);
  }
});
