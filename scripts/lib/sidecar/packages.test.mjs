import { expect, it } from 'vitest';
import { licencesOf } from './licences.mjs';
import { closureOf } from './packages.mjs';
import { inRoot } from '../paths.mjs';

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
