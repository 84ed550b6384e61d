import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useOwnNode, whyInstall } from './install.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b-darwin': { version: '1.0.0', optional: true },
};

function lay({ installed, node = true }) {
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  if (installed)
    writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
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
  [
    'another version',
    { installed: { 'node_modules/a': { version: '0.9.0' } } },
    /is 0\.9\.0, package-lock\.json wants 1\.0\.0/,
  ],
])('sees %s', (_, state, why) => {
  lay(state);
  expect(whyInstall(folder)).toMatch(why);
});

it.each([
  ['24.1.0', null],
  ['26.0.0', null],
  ['20.20.2', 'Node 24 is missing'],
])("without a packaged Node, the machine's Node %s", (version, why) => {
  lay({ installed: { 'node_modules/a': { version: '1.0.0' } }, node: false });
  useOwnNode(folder, { version, path: process.execPath });
  expect(whyInstall(folder)?.slice(0, 18) ?? null).toBe(why);
});

it('every package of the lockfile has a hash, so that nothing else can be installed in its place', () => {
  for (const file of ['package-lock.json', 'tests/host/v13/package-lock.json']) {
    const { packages } = JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
    const open = Object.entries(packages).filter(([place, { integrity, link }]) => place !== '' && !link && !integrity);
    expect(
      open.map(([place]) => place),
      file,
    ).toEqual([]);
  }
});

it('no package runs a script at install', () => {
  const { allowScripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(Object.values(allowScripts).filter(Boolean)).toEqual([]);
});
