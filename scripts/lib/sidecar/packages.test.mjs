import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { licencesOf } from './licences.mjs';
import { closureOf } from './packages.mjs';
import { inRoot } from '../paths.mjs';

const versionOf = (name) => JSON.parse(readFileSync(inRoot(`node_modules/${name}/package.json`), 'utf8')).version;

it('packages that are not bundled ship with all that they need, and with nothing that only tests or builds use', () => {
  const closure = closureOf(['date-holidays', 'better-sqlite3']);
  expect(closure).toEqual(expect.arrayContaining(['node_modules/date-holidays-parser', 'node_modules/astronomia']));
  expect(closure.filter((place) => /vitest|typescript|@grafana/.test(place))).toEqual([]);
});

it('a package that the lockfile lacks is named', () => {
  expect(() => closureOf(['no-such-package'])).toThrow('no-such-package, needed by the sidecar, is not in');
});

it('the licence of each bundled package stays with its code', () => {
  const text = licencesOf([inRoot('node_modules/pino/pino.js'), inRoot('node_modules/pino/lib/proto.js')]);
  expect(text.match(/^pino \d/gm)).toHaveLength(1);
  expect(text).toContain('Permission is hereby granted');
});

it('a licence that is in the README only is found there', () => {
  expect(licencesOf([inRoot('node_modules/net-snmp/index.js')])).toMatch(
    /^net-snmp \d.*\n\nMark Abrahams.*\n\nCopyright \(c\) [^]*WITHOUT WARRANTY OF ANY KIND/m,
  );
});

it('every package of the sidecar has a licence that can be shown, and data names whom it is from', () => {
  const { dependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const all = closureOf(Object.keys(dependencies)).map((place) => inRoot(`${place}/package.json`));
  const text = licencesOf(all);
  for (const name of Object.keys(dependencies)) expect(text).toContain(`\n${name} ${versionOf(name)} (`);
  expect(text).toContain('CC BY-SA 3.0 Attributions');
});
