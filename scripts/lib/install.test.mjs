import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whyInstall } from './install.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-darwin': { version: '1.0.0', optional: true } };

function lay({ installed, node = true }) {
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  if (installed) writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  if (node) writeFileSync(path.join(folder, 'node_modules/.bin/node'), '');
}

it('nothing to do when all that the lock file needs is there', () => {
  lay({ installed: { 'node_modules/a': { version: '1.0.0' } } });
  expect(whyInstall(folder)).toBeNull();
});

it.each([
  ['an install that broke off', {}, /not installed to the end/],
  ['Node 24 missing', { installed: { 'node_modules/a': { version: '1.0.0' } }, node: false }, /Node 24/],
  ['a package missing', { installed: {} }, /node_modules\/a is not installed/],
  ['another version', { installed: { 'node_modules/a': { version: '0.9.0' } } }, /is 0\.9\.0, package-lock\.json wants 1\.0\.0/],
])('sees %s', (_, state, why) => {
  lay(state);
  expect(whyInstall(folder)).toMatch(why);
});
