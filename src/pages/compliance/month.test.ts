/** Months of the page: which one is shown first, and its instants. */
import { expect, it } from 'vitest';
import { monthLater, monthNamed } from '#domain/labour/pay/month';
import { parseDate } from '#domain/time/local';
import { zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { isMonth, usualMonth } from './month.ts';

it('the month that is being closed is shown until the 10th, then the present one', () => {
  const shown = (date: string) => usualMonth(parseDate(date) ?? 0);
  expect(['2026-11-01', '2026-11-10', '2026-11-11', '2027-01-03'].map(shown)).toEqual([
    '2026-10',
    '2026-10',
    '2026-11',
    '2026-12',
  ]);
});

it('months are shifted over the end of a year', () => {
  expect([monthLater('2026-12', 1), monthLater('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});

it('a month with a change of the clock is an hour longer', () => {
  const { start, end } = monthNamed('2026-10', zoneTable(TEST_ZONES, 'Europe/Paris'));
  expect([(end - start) / 3_600_000, new Date(start).toISOString()]).toEqual([31 * 24 + 1, '2026-09-30T22:00:00.000Z']);
});

it('a text of an address may be no month', () => {
  expect(['2026-10', '2026-13', 'x', null].map(isMonth)).toEqual([true, false, false, false]);
});
