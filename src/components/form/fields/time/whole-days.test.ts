import { describe, expect, it } from 'vitest';
import { daysTouched, overDays, wholeDays } from './whole-days.ts';

describe('a span of whole days', () => {
  it.each([
    ['2026-01-10T00:00', '2026-01-11T00:00', { first: '2026-01-10', last: '2026-01-10' }],
    ['2026-02-28T00:00', '2026-03-02T00:00', { first: '2026-02-28', last: '2026-03-01' }],
    ['2026-01-10T00:00', '2026-01-11T08:00', null],
    ['2026-01-10T09:00', '2026-01-11T00:00', null],
    ['2026-01-10T00:00', '2026-01-10T00:00', null],
    ['', '', null],
  ])('from %s to %s', (start, end, days) => {
    expect(wholeDays({ start, end })).toEqual(days);
    if (days !== null) {
      expect(overDays(days.first, days.last)).toEqual({ start, end });
    }
  });

  it('the form begins with the days that the window touches', () => {
    expect(daysTouched({ start: '2026-01-10T09:00', end: '2026-01-11T17:00' })).toEqual({
      first: '2026-01-10',
      last: '2026-01-11',
    });
    expect(daysTouched({ start: '2026-01-10T09:00', end: '2026-01-10T17:00' }).last).toBe('2026-01-10');
  });

  it('a span without a day has no time', () => {
    expect(overDays('', '2026-01-10')).toEqual({ start: '', end: '2026-01-11T00:00' });
  });
});
