import { expect, it } from 'vitest';
import { instant } from './instant.ts';

it.each([
  ['2026-11-24T22:32:41.398500767Z', Date.UTC(2026, 10, 24, 22, 32, 41, 398)],
  ['2026-11-24T22:32:41Z', Date.UTC(2026, 10, 24, 22, 32, 41)],
  ['2026-11-24 22:32+01:00', Date.UTC(2026, 10, 24, 21, 32)],
  ['2026-11-24T22:32:41,5-0330', Date.UTC(2026, 10, 25, 2, 2, 41, 500)],
  [' 1795560297 ', 1_795_560_297_000],
  [1_795_560_297.25, 1_795_560_297_250],
  [1_795_560_297_250, 1_795_560_297_250],
])('%j is an instant', (value, ms) => {
  expect(instant(value)).toBe(ms);
});

it.each([
  '2026-11-24T22:32:41',
  '2026.11.24 22:32:41',
  '2026-11-24',
  'Tue Nov 24 22:39:14 UTC 2026',
  '0001-01-01T00:00:00Z',
  '2026-13-40T99:99:99Z',
  '9999-12-31T23:59:59Z',
  0,
  -1,
  7,
  '0',
  '',
  'now',
  null,
  undefined,
  {},
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
])('%j is none', (value) => {
  expect(instant(value)).toBeNull();
});
