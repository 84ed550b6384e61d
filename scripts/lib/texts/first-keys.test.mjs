import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from '../paths.mjs';
import { firstKeys, pick } from './first-keys.mjs';

const texts = JSON.parse(readFileSync(inRoot('src/locales/fr-FR/vigie-oncall-app.json'), 'utf8'));
const first = firstKeys(inRoot('src'));
const keysOf = (tree, above = '') =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [above + key] : keysOf(value, `${above}${key}.`),
  );

it('what Home and incidents say is there from the start', () => {
  expect([...first]).toEqual(expect.arrayContaining(['home.burning', 'incidents.by-hand', 'undo.button']));
});

it('what other pages say comes with them', () => {
  const later = keysOf(pick(texts, (key) => !first.has(key)));
  expect(later.some((key) => key.startsWith('channels.'))).toBe(true);
  expect(later.some((key) => key.startsWith('windows.'))).toBe(true);
  expect(later.length).toBeGreaterThan(keysOf(texts).length / 3);
});

it('each text is in one of the two', () => {
  const parts = [true, false].map((is) => pick(texts, (key) => first.has(key) === is));
  expect(parts.flatMap((part) => keysOf(part)).sort()).toEqual(keysOf(texts).sort());
});
