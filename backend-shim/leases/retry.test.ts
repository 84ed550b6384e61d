import { expect, it } from 'vitest';
import { retryWait } from './retry.ts';
import type { RetrySchedule } from './retry.ts';

const twice: RetrySchedule = { waits: [5, 20], attempts: 4 };

it('waits by the schedule, repeats its last wait, then gives up', () => {
  expect([1, 2, 3, 4, 5].map((attempt) => retryWait(twice, attempt, null))).toEqual([5, 20, 20, null, null]);
});

it('waits as long as the service asks, but no longer than the longest wait nor shorter than its own', () => {
  expect([2, 12, 90].map((asked) => retryWait(twice, 1, asked))).toEqual([5, 12, 20]);
  expect(retryWait(twice, 2, 12)).toBe(20);
  expect(retryWait(twice, 4, 12)).toBeNull();
});
