import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { retryWait } from '../../leases/retry.ts';
import { SYNC_RETRIES } from './retries.ts';

it('soon at first, then patiently, for about a day', () => {
  const waits = Array.from({ length: 60 }, (_, i) => retryWait(SYNC_RETRIES, i + 1, null));
  expect(waits.slice(0, 6)).toEqual([5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE]);
  const all = waits.filter((wait) => wait !== null).reduce((sum, wait) => sum + wait, 0);
  expect(all).toBeGreaterThan(22 * HOUR);
  expect(all).toBeLessThan(26 * HOUR);
  expect(waits.at(-1)).toBeNull();
});

it('as long as the source asks, within reason', () => {
  expect(retryWait(SYNC_RETRIES, 1, 2 * MINUTE)).toBe(2 * MINUTE);
  expect(retryWait(SYNC_RETRIES, 1, 9 * HOUR)).toBe(30 * MINUTE);
});
