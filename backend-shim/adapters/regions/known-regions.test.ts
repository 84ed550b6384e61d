import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KNOWN_REGIONS } from './known-regions.ts';

interface Region {
  states?: Record<string, Region>;
  regions?: Record<string, Region>;
}

/** As configuration may name them. */
const REGION = /^[A-Z]{2}(-[A-Z0-9]+){0,2}$/;

test('they are those of the library', () => {
  const load = createRequire(import.meta.url);
  const { data } = load(path.join(path.dirname(load.resolve('date-holidays')), 'data.cjs')) as {
    data: { holidays: Record<string, Region> };
  };
  const all = Object.entries(data.holidays).flatMap(([country, { states, regions }]) => [
    country,
    // Some countries only have regions, which take the place of states.
    ...Object.entries(states ?? regions ?? {}).flatMap(([state, within]) => [
      `${country}-${state}`,
      ...(states ? Object.keys(within.regions ?? {}) : []).map((part) => `${country}-${state}-${part}`),
    ]),
  ]);
  expect([...KNOWN_REGIONS].sort()).toEqual(all.filter((one) => REGION.test(one)).sort());
});
