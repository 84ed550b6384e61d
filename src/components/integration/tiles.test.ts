import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SOURCE_KINDS } from '#domain/routing/integration';
import { tileOf } from './tiles.ts';

const TEMPLATES = path.resolve(import.meta.dirname, '../../../backend-shim/sources/webhook/products');
const products = readdirSync(TEMPLATES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => path.basename(name, '.json'));

/** Relative luminance of a colour `#rrggbb` (WCAG 2.1). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('every product with a template has a tile of its own', () => {
  const signs = [...products, 'unknown'].map((product) => JSON.stringify(tileOf('webhook', product)));
  expect(products.length).toBeGreaterThan(3);
  expect(new Set(signs).size).toBe(products.length + 1);
  expect(tileOf('webhook', 'unknown')).toBe(tileOf('webhook', null));
});

test('white letters can be read on every tile', () => {
  const tiles = [...SOURCE_KINDS.map((kind) => tileOf(kind, null)), ...products.map((one) => tileOf('webhook', one))];
  expect(tiles.filter(({ color }) => 1.05 / (luminance(color) + 0.05) < 4.5)).toEqual([]);
});
