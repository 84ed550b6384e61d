import { expect, it } from 'vitest';
import { retryAfter } from './retry.ts';

const after = (failures: number, isAway: boolean) => retryAfter({ failures, retry: 1_000, isAway });

it('a sidecar that is back is found within five seconds, however long it was away', () => {
  expect([1, 2, 3, 10, 1_000].map((failures) => after(failures, true))).toEqual([2_000, 4_000, 5_000, 5_000, 5_000]);
});

it('a stream that something in between holds up, while requests are answered, is tried less and less often', () => {
  expect([1, 3, 6, 1_000].map((failures) => after(failures, false))).toEqual([2_000, 8_000, 60_000, 60_000]);
});

it('the next attempt is never sooner than the server asks for, within the limit', () => {
  expect(retryAfter({ failures: 1, retry: 4_000, isAway: true })).toBe(4_000);
  expect(retryAfter({ failures: 1, retry: 9_000, isAway: true })).toBe(5_000);
});
