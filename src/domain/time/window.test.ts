import { describe, expect, test } from 'vitest';
import type { Calendar } from '#domain/time/holidays';
import type { TimeWindow } from '#domain/time/window';
import type { WeeklyWindow } from '#domain/time/weekly';
import { firstOpening, longestClosure, nextWindowStart, windowContains, windowEnd } from '#domain/time/window';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const calendar: Calendar = { zones: TEST_ZONES, holidays: { FR: ['2026-05-01', '2026-05-08', '2026-12-25'] } };
const at = (text: string): number => Date.parse(`${text}Z`);
const text = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 16);

function hours(windows: WeeklyWindow[], rest: Partial<TimeWindow> = {}): TimeWindow {
  return { timeZone: 'Europe/Paris', holidays: 'FR', windows, ...rest };
}

const OFFICE = hours([{ days: ['workday'], from: '09:00', to: '18:00' }]);
const QUIET = hours([{ days: ['daily'], from: '22:00', to: '07:00' }]);
const ALWAYS = hours([{ days: ['daily'], from: '00:00', to: '00:00' }]);

const DAY = 86_400_000;

describe('the first opening', () => {
  test.each<[string, TimeWindow, string, string | null]>([
    ['now, while they are open', OFFICE, '2026-04-30T10:00', '2026-04-30T10:00'],
    ['now, as they open', OFFICE, '2026-04-30T07:00', '2026-04-30T07:00'],
    ['after a long weekend', OFFICE, '2026-04-30T16:00', '2026-05-04T07:00'],
    ['at any time', ALWAYS, '2026-05-01T10:00', '2026-05-01T10:00'],
    [
      'in the night of a clock change',
      hours([{ days: ['sun'], from: '02:30', to: '04:00' }]),
      '2026-03-28T12:00',
      '2026-03-29T01:00',
    ],
    ['not within eight days', hours([{ days: ['holiday'], from: '09:00', to: '10:00' }]), '2026-05-09T10:00', null],
    ['never', hours([]), '2026-05-09T10:00', null],
  ])('%s', (_, window, from, expected) =>
    expect(text(firstOpening(window, at(from), 8 * DAY, calendar))).toBe(expected),
  );
});

describe('the longest time for which windows are closed in an ordinary week', () => {
  test.each<[string, WeeklyWindow[], number | null]>([
    ['always open', ALWAYS.windows, 0],
    ['office hours', OFFICE.windows, 63],
    ['nights', QUIET.windows, 15],
    ['one hour a week', [{ days: ['thu'], from: '00:00', to: '01:00' }], 167],
    ['windows that overlap', [...QUIET.windows, { days: ['daily'], from: '06:00', to: '20:00' }], 2],
    ['public holidays', [{ days: ['holiday'], from: '00:00', to: '24:00' }], null],
    ['no windows', [], null],
  ])('%s', (_, windows, expected) => {
    const closure = longestClosure(windows);
    expect(closure === null ? null : closure / 3_600_000).toBe(expected);
  });
});

describe('office hours', () => {
  test.each([
    ['2026-04-30T06:59', false],
    ['2026-04-30T07:00', true],
    ['2026-04-30T15:59', true],
    ['2026-04-30T16:00', false],
    ['2026-05-01T10:00', false],
    ['2026-05-02T10:00', false],
    ['2026-05-04T10:00', true],
  ])('%s', (instant, open) => {
    expect(windowContains(OFFICE, at(instant), calendar)).toBe(open);
  });

  test('end in the evening and open on the next workday', () => {
    expect(text(windowEnd(OFFICE, at('2026-04-30T10:00'), calendar))).toBe('2026-04-30T16:00');
    expect(windowEnd(OFFICE, at('2026-05-01T10:00'), calendar)).toBeNull();
    expect(text(nextWindowStart(OFFICE, at('2026-04-30T10:00'), calendar))).toBe('2026-05-04T07:00');
    expect(text(nextWindowStart(OFFICE, at('2026-05-04T06:59'), calendar))).toBe('2026-05-04T07:00');
    expect(text(nextWindowStart(OFFICE, at('2026-05-04T07:00'), calendar))).toBe('2026-05-05T07:00');
  });
});

describe('quiet hours', () => {
  test('last over midnight, an hour longer in the night when the clock goes back', () => {
    expect(text(windowEnd(QUIET, at('2026-01-05T21:00'), calendar))).toBe('2026-01-06T06:00');
    expect(text(windowEnd(QUIET, at('2026-10-24T20:00'), calendar))).toBe('2026-10-25T06:00');
    expect(windowContains(QUIET, at('2026-01-06T06:00'), calendar)).toBe(false);
  });

  test('windows that touch or overlap count as one', () => {
    const long = hours([
      { days: ['daily'], from: '22:00', to: '07:00' },
      { days: ['sat', 'sun'], from: '06:30', to: '22:00' },
    ]);
    expect(text(windowEnd(long, at('2026-01-09T21:30'), calendar))).toBe('2026-01-12T06:00');
  });

  test('hours without an end hold nothing back for ever', () => {
    expect(windowContains(ALWAYS, at('2026-01-05T09:00'), calendar)).toBe(true);
    expect(windowEnd(ALWAYS, at('2026-01-05T09:00'), calendar)).toBeNull();
    expect(nextWindowStart(ALWAYS, at('2026-01-05T09:00'), calendar)).toBeNull();
  });

  test('no windows are never open', () => {
    expect(windowContains(hours([]), 0, calendar)).toBe(false);
    expect(nextWindowStart(hours([]), 0, calendar)).toBeNull();
  });
});

test('the next holiday is found months ahead', () => {
  const holidays = hours([{ days: ['holiday'], from: '00:00', to: '00:00' }]);
  expect(text(nextWindowStart(holidays, at('2026-05-09T12:00'), calendar))).toBe('2026-12-24T23:00');
});

test('holidays are those of the region; an unknown region has none', () => {
  const elsewhere = hours([{ days: ['workday'], from: '09:00', to: '18:00' }], { holidays: null });
  const unknown = hours([{ days: ['workday'], from: '09:00', to: '18:00' }], { holidays: 'XX' });
  expect(windowContains(elsewhere, at('2026-05-01T10:00'), calendar)).toBe(true);
  expect(windowContains(unknown, at('2026-05-01T10:00'), calendar)).toBe(true);
});

test('weekends and holidays may fall together: the words mean what they say', () => {
  const calendarWithSaturday: Calendar = { ...calendar, holidays: { FR: ['2026-08-15'] } };
  const contains = (days: WeeklyWindow['days']): boolean =>
    windowContains(hours([{ days, from: '00:00', to: '24:00' }]), at('2026-08-15T10:00'), calendarWithSaturday);
  expect([
    contains(['weekend']),
    contains(['holiday']),
    contains(['sat']),
    contains(['workday']),
    contains(['fri']),
  ]).toEqual([true, true, true, false, false]);
});
