import { expect, test } from 'vitest';
import { rangeOfPeriod } from './period.ts';

const now = Date.parse('2026-02-17T10:00:00Z');

test.each([
  ['this', '2026-02-01', '2026-03-01'],
  ['1', '2026-01-01', '2026-02-01'],
  ['3', '2025-11-01', '2026-02-01'],
  ['12', '2025-02-01', '2026-02-01'],
] as const)('%s is from %s to %s', (period, from, to) => {
  expect(rangeOfPeriod(period, now)).toEqual({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });
});
