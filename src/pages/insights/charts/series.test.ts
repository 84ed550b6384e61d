import { expect, test } from 'vitest';
import type { FigureGroupWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { figure } from '#domain/insight/figure';
import { daySeries } from './series.ts';

const day = (id: string, key: FigureKey, value: number | null, n = 1): FigureGroupWire => ({
  by: 'day',
  id,
  alert: null,
  figures: [figure(key, value, n)],
});
const january = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 1, 1) };
const valuesOf = (...given: Parameters<typeof daySeries>) => daySeries(...given)?.points.map(({ value }) => value);

test('days on which nothing happened are 0, to the end of the period', () => {
  const groups = [day('2026-01-02', 'incidents', 3), day('2026-01-04', 'incidents', 1)];
  const series = daySeries(groups, 'incidents', january);
  expect(series?.step).toBe('day');
  expect(series?.points).toHaveLength(31);
  expect(series?.points.slice(0, 4).map(({ value }) => value)).toEqual([0, 3, 0, 1]);
  expect(series?.points[0]?.at).toBe(january.start);
});

test('of a long period, weeks from Monday add up their days', () => {
  const year = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2027, 0, 1) };
  const groups = ['2026-01-05', '2026-01-11', '2026-01-12'].map((date) => day(date, 'incidents', 2));
  const series = daySeries(groups, 'incidents', year);
  expect(series?.step).toBe('week');
  // 1 January 2026 is a Thursday.
  expect(series?.points.slice(0, 3)).toEqual([
    { at: Date.UTC(2025, 11, 29), value: 0 },
    { at: Date.UTC(2026, 0, 5), value: 4 },
    { at: Date.UTC(2026, 0, 12), value: 2 },
  ]);
});

test('shares weigh days by what they are of, and days without any go on', () => {
  const groups = [day('2026-01-02', 'firstTry', 50, 2), day('2026-01-03', 'firstTry', null, 0)];
  expect(valuesOf(groups, 'firstTry', january)?.slice(0, 4)).toEqual([50, 50, 50, 50]);
  const year = { start: Date.UTC(2026, 0, 5), end: Date.UTC(2026, 6, 1) };
  const week = [day('2026-01-05', 'firstTry', 0, 1), day('2026-01-06', 'firstTry', 100, 3)];
  expect(valuesOf(week, 'firstTry', year)?.[0]).toBe(75);
});

test('a day of the person’s zone before the period is in it, and one day alone is no series', () => {
  expect(valuesOf([day('2025-12-31', 'interruptions', 1)], 'interruptions', january)?.[0]).toBe(1);
  const one = { start: january.start, end: january.start + 1 };
  expect(daySeries([day('2026-01-01', 'incidents', 1)], 'incidents', one)).toBeNull();
  expect(daySeries([day('2026-01-01', 'incidents', 1)], 'paged', january)).toBeNull();
});
