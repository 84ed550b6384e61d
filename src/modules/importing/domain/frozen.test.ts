import { expect, test } from 'vitest';
import { frozenDaysLeft } from '#modules/importing/domain/frozen';
import { DAY, MINUTE } from '#domain/time/duration';

test('what was written down is a warning in its last fourteen days', () => {
  const end = Date.parse('2027-01-17T07:31:00Z');
  const left = [14 * DAY, 14 * DAY - MINUTE, DAY, MINUTE, 0, -DAY].map((before) => frozenDaysLeft(end, end - before));
  expect(left).toEqual([null, 13, 1, 0, 0, 0]);
});
