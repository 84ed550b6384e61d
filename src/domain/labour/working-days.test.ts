/** In which order working days come. */
import { expect, it } from 'vitest';
import { workingDays } from '#domain/labour/working-days';

it('days that a release makes start together come by date, whichever part made them', () => {
  const rest = { start: 100, end: 200 };
  const days = workingDays([
    { date: 7, ...rest },
    { date: 6, start: 100, end: 150 },
    { date: 5, start: 120, end: 130 },
  ]);
  expect(days.map(({ date }) => date)).toEqual([6, 7, 5]);
});
