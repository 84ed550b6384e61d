import { describe, expect, test } from 'vitest';
import { addMonths, civilFromDays, daysFromCivil, existingDate, monthsBetween, weekdayOf } from '#domain/time/calendar';
import { formatDate, formatLocal, parseClock, parseDate, parseLocal, parseTime } from '#domain/time/local';

const at = (text: string): number => Date.parse(`${text}Z`);

describe('dates', () => {
  test('agree with the proleptic Gregorian calendar on every day of two centuries', () => {
    const days = Array.from({ length: 91_600 }, (_, i) => i - 36_600);
    const wrong = days.filter(
      (day) =>
        formatDate(day) !== new Date(day * 86_400_000).toISOString().slice(0, 10) ||
        daysFromCivil(civilFromDays(day)) !== day,
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    [2024, 2, 29],
    [2026, 2, 28],
    [2000, 2, 29],
    [2100, 2, 28],
    [2026, 4, 30],
    [2026, 12, 31],
    [99, 2, 28],
  ])('%i-%i has %i days', (year, month, days) => {
    const all = Array.from({ length: 33 }, (_, day) => existingDate({ year, month, day }));
    expect(all.map((date) => date !== null)).toEqual(all.map((_, day) => day >= 1 && day <= days));
  });

  test.each([0, 13, 99])('no year has a month %i', (month) => {
    expect(existingDate({ year: 2026, month, day: 1 })).toBe(null);
  });

  test('1970-01-01 was a Thursday, 1969-12-28 a Sunday', () => {
    expect([weekdayOf(0), weekdayOf(-4), weekdayOf(parseDate('2026-01-05') as number)]).toEqual([4, 0, 1]);
  });
});

test.each([
  ['2027-01-31T09:00', 1, '2027-02-28T09:00'],
  ['2027-01-31T09:00', 2, '2027-03-31T09:00'],
  ['2028-01-31T09:00', 1, '2028-02-29T09:00'],
  ['2024-02-29T00:00', 12, '2025-02-28T00:00'],
  ['2026-01-15T00:00', -1, '2025-12-15T00:00'],
  ['2026-03-31T00:00', -13, '2025-02-28T00:00'],
])('%s and %i months is %s', (from, months, to) => {
  expect(formatLocal(addMonths(at(from), months))).toBe(to);
  expect(monthsBetween(at(from), at(to))).toBe(months);
});

describe('reading', () => {
  test.each([
    ['2026-01-05T09:00', { local: at('2026-01-05T09:00') }],
    ['2026-01-05T09:00:30', { local: at('2026-01-05T09:00:30') }],
    ['2026-01-05T09:00:30.5', { local: at('2026-01-05T09:00:30.500') }],
    ['2026-01-05T09:00Z', { instant: at('2026-01-05T09:00') }],
    ['2026-01-05T09:00+05:45', { instant: at('2026-01-05T03:15') }],
    ['2026-01-05T09:00:00.000-0330', { instant: at('2026-01-05T12:30') }],
  ])('%s', (text, time) => {
    expect(parseTime(text)).toEqual(time);
  });

  test.each([
    '',
    '2026-01-05',
    '2026-02-29T09:00',
    '2026-13-01T09:00',
    '2026-01-05T24:00',
    '2026-01-05T09:60',
    '2026-01-05 09:00',
    '2026-1-5T09:00',
    '2026-01-05T09:00+1',
    ' 2026-01-05T09:00',
  ])('"%s" is no time', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  test('a local time has no offset', () => {
    expect(parseLocal('2026-01-05T09:00')).toBe(at('2026-01-05T09:00'));
    expect(parseLocal('2026-01-05T09:00Z')).toBeNull();
  });

  test.each([
    ['00:00', 0],
    ['09:30', 34_200_000],
    ['23:59', 86_340_000],
    ['24:00', 86_400_000],
    ['24:01', null],
    ['9:30', null],
    ['09:60', null],
    ['', null],
  ])('clock %s', (text, ms) => {
    expect(parseClock(text)).toBe(ms);
  });
});

test.each(['2026-01-05T09:00', '2026-01-05T09:00:05', '2026-01-05T09:00:00.007', '0999-12-31T23:59'])(
  'writes %s as read',
  (text) => {
    expect(formatLocal(parseLocal(text) as number)).toBe(text);
  },
);
