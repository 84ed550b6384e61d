/** Random schedules of OnCall, imported, against a model of OnCall in Python. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oncall } from '../../../../backend-shim/modules/importing/client/pagers/oncall/definition.ts';
import type { PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { anyRange, anyZone, casesOf } from './ranges.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');
const wall = (instant: number) => iso(instant).slice(0, -1);

const NOTIFIED = ['u-ann', 'u-ben', 'u-cleo', 'u-dee'];
const VIEWER = 'u-vic';
const GONE = 'u-gone';
const person = fc.constantFrom(...NOTIFIED);
const group = fc.uniqueArray(fc.constantFrom(...NOTIFIED, ...NOTIFIED, VIEWER, GONE), { minLength: 1, maxLength: 2 });
const groups = fc.array(group, { minLength: 1, maxLength: 4 });
const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
const weekStart = fc.constantFrom('MO', 'SU', 'WE');
const level = fc.nat(2);

/**
 * Half hours from the range's beginning. A start or an end in the hours of clock changes makes OnCall fail, so shifts in a
 * zone begin and end by day.
 */
interface ShiftClock {
  isWeb: boolean;
  midnight: number;
}
const begin = ({ isWeb, midnight }: ShiftClock, first = -300, last = 20) =>
  fc
    .record({ day: fc.integer({ min: first, max: last }), half: isWeb ? fc.nat(47) : fc.integer({ min: 12, max: 40 }) })
    .map(({ day, half }) => midnight + day * DAY + half * 30 * MINUTE);
const length = ({ isWeb }: ShiftClock, most: number) =>
  fc
    .record({ days: fc.nat(most), halves: isWeb ? fc.nat(47) : fc.integer({ min: 0, max: 6 }) })
    .map(({ days: whole, halves }) => Math.max(30, whole * 1_440 + halves * 30) * 60);

const head = (clock: ShiftClock) => ({
  level,
  start: begin(clock),
  /** How much later an edit began the rotation anew. */
  edited: fc.option(fc.integer({ min: 1, max: 250 * 48 }), { nil: null, freq: 2 }),
  lasts: fc.option(fc.integer({ min: 10, max: 80 }), { nil: null, freq: 5 }),
});

const wholeTurns = (clock: ShiftClock) =>
  fc
    .record({
      ...head(clock),
      frequency: clock.isWeb
        ? fc.constantFrom('hourly', 'daily', 'weekly')
        : fc.constantFrom('daily', 'weekly', 'weekly'),
      interval: fc.integer({ min: 1, max: 5 }),
      share: fc.constantFrom('whole', 'whole', 'part', 'over'),
      length: length(clock, 12),
      week_start: weekStart,
      rolling_users: groups,
      index: fc.nat(3),
    })
    .map(({ share, length: given, index, ...one }) => {
      const period = { hourly: 3_600, daily: 86_400, weekly: 604_800 }[one.frequency as 'daily'] * one.interval;
      const whole = one.frequency === 'hourly' ? Math.max(3_600, Math.round(given / 3_600) * 3_600) : given;
      const duration = share === 'whole' ? period : share === 'part' && whole > period ? period : whole;
      return {
        type: 'rolling_users',
        by_day: null as string[] | null,
        ...one,
        duration,
        start_rotation_from_user_index: index % one.rolling_users.length,
      };
    });

const onWeekdays = (clock: ShiftClock) =>
  fc
    .record({
      ...head(clock),
      frequency: fc.constantFrom('daily', 'weekly', 'weekly'),
      interval: fc.integer({ min: 1, max: 3 }),
      duration: fc.oneof(length(clock, 0), fc.constant(86_400)),
      week_start: weekStart,
      by_day: days,
      rolling_users: groups,
      index: fc.nat(3),
    })
    .map(({ index, ...one }) => ({
      type: 'rolling_users',
      ...one,
      start_rotation_from_user_index: index % one.rolling_users.length,
    }));

const together = (clock: ShiftClock) =>
  fc
    .record({
      ...head(clock),
      frequency: fc.constantFrom('daily', 'weekly'),
      interval: fc.integer({ min: 1, max: 3 }),
      duration: length(clock, 0),
      week_start: weekStart,
      by_day: fc.option(days, { nil: null }),
      users: group,
    })
    .map((one) => ({ type: 'recurrent_event', ...one, edited: null }));

const once = (clock: ShiftClock) =>
  fc
    .record({ level, start: begin(clock, -3, 80), duration: length(clock, 4), users: group })
    .map((one) => ({ type: 'single_event', edited: null, lasts: null, ...one }));

const override = (clock: ShiftClock) =>
  fc
    .record({ level: fc.constantFrom(0, 99), start: begin(clock, -3, 80), duration: length(clock, 3), who: group })
    .map(({ who, ...one }) => ({ type: 'override', edited: null, lasts: null, ...one, rolling_users: [who] }));

const swap = (midnight: number) =>
  fc
    .record({
      day: fc.integer({ min: -2, max: 80 }),
      hours: fc.integer({ min: 1, max: 200 }),
      a: person,
      b: person,
      at: fc.nat(99),
    })
    .map(({ day, hours, a, b, at }) => ({
      schedule: 's-1',
      beneficiary: a,
      benefactor: b,
      status: 'taken',
      swap_start: iso(midnight + day * DAY + 7 * HOUR),
      swap_end: iso(midnight + day * DAY + (7 + hours) * HOUR),
      created_at: iso(midnight - at * HOUR),
    }));

const anyCase = fc.tuple(anyRange, anyZone, fc.boolean()).chain(([{ from, to }, zone, isWeb]) => {
  const clock = { isWeb, midnight: Math.floor(from / DAY) * DAY };
  const shift = fc.oneof(
    { weight: 4, arbitrary: wholeTurns(clock) },
    { weight: 4, arbitrary: onWeekdays(clock) },
    { weight: 2, arbitrary: together(clock) },
    { weight: 1, arbitrary: once(clock) },
  );
  return fc
    .record({
      shifts: fc.array(shift as fc.Arbitrary<AnyShift>, { minLength: 1, maxLength: 4 }),
      overrides: fc.array(override(clock) as fc.Arbitrary<AnyShift>, { maxLength: 3 }),
      swaps: fc.array(swap(clock.midnight), { maxLength: 2 }),
    })
    .map(({ shifts, overrides, swaps }) => ({
      from: iso(from - 2 * DAY),
      to: iso(to + 2 * DAY),
      notified: NOTIFIED,
      schedule: {
        id: 's-1',
        name: 'Schedule',
        type: isWeb ? 'web' : 'calendar',
        time_zone: zone,
        // Overrides that people make in the web interface are no shifts of an API schedule.
        shifts: (isWeb ? [...shifts, ...overrides] : shifts).map((_, i) => `o-${i}`),
      },
      shifts: [...shifts, ...overrides].map(({ edited, lasts, start, ...one }, i) => ({
        id: `o-${i}`,
        schedule: 's-1',
        name: `Shift ${i}`,
        time_zone: null,
        ...one,
        start: wall(start),
        rotation_start: wall(start + (edited ?? 0) * 30 * MINUTE),
        until: lasts === null ? null : wall(clock.midnight + lasts * DAY + 13 * HOUR),
      })),
      swaps: swaps.filter((one) => one.beneficiary !== one.benefactor).map((one, i) => ({ id: `w-${i}`, ...one })),
    }));
});

interface AnyShift {
  edited: number | null;
  lasts: number | null;
  start: number;
}
interface RandomSchedule {
  from: string;
  to: string;
  schedule: object;
  shifts: Array<{ id: string }>;
  swaps: Array<{ id: string }>;
}

function snapshotOf(one: RandomSchedule, results: readonly object[]): PagerSnapshot {
  return {
    config: [
      ...NOTIFIED.map((id) => ({ kind: 'users', id, body: { id, username: id, role: 'editor' } })),
      { kind: 'users', id: VIEWER, body: { id: VIEWER, username: VIEWER, role: 'viewer' } },
      { kind: 'schedules', id: 's-1', body: one.schedule },
      ...one.shifts.map((body) => ({ kind: 'shifts', id: body.id, body })),
      ...one.swaps.map((body) => ({ kind: 'swaps', id: body.id, body })),
    ],
    answers: [{ schedule: 's-1', endpoint: '', from: one.from, to: one.to, pages: [{ results }] }],
    problems: [],
    from: Date.parse(one.from) + 2 * DAY,
    to: Date.parse(one.to) - 2 * DAY,
  };
}

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => {
    const { numRuns, seed } = casesOf(100);
    const cases: RandomSchedule[] = fc.sample(anyCase, { numRuns, seed });
    const answers = modelOf<object[]>('oncall.py', cases);
    const classes: Record<string, number> = {};
    cases.forEach((one, i) => {
      const proven = planAndProve(oncall, snapshotOf(one, answers[i] ?? []));
      const key = `${proven.class} ${proven.reason}`;
      classes[key] = (classes[key] ?? 0) + 1;
      expect(proven.unexplained, JSON.stringify({ case: one, rota: proven.rota })).toEqual([]);
      expect(proven.explained).toEqual([]);
    });
    // Writing answers down proves nothing: nearly all are computed.
    const frozen = Object.entries(classes).reduce((sum, [key, n]) => sum + (key.startsWith('frozen') ? n : 0), 0);
    expect(frozen, JSON.stringify(classes)).toBeLessThan(numRuns * 0.1);
  },
  TIME_LIMIT,
);
