import { expect, it } from 'vitest';
import { retryWait } from '../../../leases/retry.ts';
import { DELIVERY_RETRIES } from './retries.ts';

const wait = (attempt: number, asked: number | null = null) => retryWait(DELIVERY_RETRIES, attempt, asked);

it('waits 5 s, 15 s, 60 s and 5 min, and then gives up', () => {
  expect([1, 2, 3, 4, 5, 6].map((attempt) => wait(attempt))).toEqual([5_000, 15_000, 60_000, 300_000, null, null]);
});

it('waits as long as the service asks, but never longer than 5 minutes nor shorter than its own wait', () => {
  expect(wait(1, 30_000)).toBe(30_000);
  expect(wait(2, 1_000)).toBe(15_000);
  expect(wait(1, 3_600_000)).toBe(300_000);
  expect(wait(5, 1_000)).toBeNull();
});
