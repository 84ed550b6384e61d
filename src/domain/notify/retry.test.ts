import { expect, it } from 'vitest';
import { retryWait } from '#domain/notify/retry';

it('waits 5 s, 15 s, 60 s and 5 min, and then gives up', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => retryWait(attempt, null))).toEqual([
    5_000,
    15_000,
    60_000,
    300_000,
    null,
    null,
  ]);
});

it('waits as long as the service asks, but never longer than 5 minutes nor shorter than its own wait', () => {
  expect(retryWait(1, 30_000)).toBe(30_000);
  expect(retryWait(2, 1_000)).toBe(15_000);
  expect(retryWait(1, 3_600_000)).toBe(300_000);
  expect(retryWait(5, 1_000)).toBeNull();
});
