/** Random schedules of PagerDuty, of both kinds, imported, against a model of PagerDuty in Python. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagerduty } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/definition.ts';
import type { PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { anyRange, anyZone, casesOf } from './ranges.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');
const PEOPLE = ['PANN', 'PBEN', 'PCLEO', 'PDEE'];
const person = fc.constantFrom(...PEOPLE);
const user = (id: string) => ({ id, type: 'user_reference' });
const pad = (number: number) => String(number).padStart(2, '0');

const restriction = fc.oneof(
  fc
    .record({ hour: fc.nat(23), half: fc.boolean(), length: fc.integer({ min: 1, max: 48 }) })
    .map(({ hour, half, length }) => ({
      type: 'daily_restriction',
      start_time_of_day: `${pad(hour)}:${half ? '30' : '00'}:00`,
      duration_seconds: length * 1_800,
    })),
  fc
    .record({ hour: fc.nat(23), length: fc.integer({ min: 1, max: 336 }), day: fc.integer({ min: 1, max: 7 }) })
    .map(({ hour, length, day }) => ({
      type: 'weekly_restriction',
      start_time_of_day: `${pad(hour)}:00:00`,
      start_day_of_week: day,
      duration_seconds: length * 1_800,
    })),
);

const layerIn = (from: number, to: number) =>
  fc
    .record({
      users: fc.array(person, { minLength: 1, maxLength: 4 }),
      turn: fc.constantFrom(3_600, 3_600 * 6, 86_400, 86_400 * 3, 604_800, 604_800, 604_800 * 2),
      // Before and after the beginning of what is compared.
      virtual: fc.integer({ min: -200 * 48, max: 20 * 48 }),
      begins: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null, freq: 4 }),
      ends: fc.option(fc.integer({ min: 31, max: 80 }), { nil: null, freq: 4 }),
      restrictions: fc.array(restriction, { maxLength: 2 }),
    })
    .map(({ users, turn, virtual, begins, ends, restrictions }) => ({
      start: iso(begins === null ? from - 100 * DAY + 44_000 : from + begins * DAY),
      end: ends === null ? null : iso(Math.min(from + ends * DAY, to)),
      rotation_virtual_start: iso(Math.floor(from / HOUR) * HOUR + virtual * 30 * MINUTE),
      rotation_turn_length_seconds: turn,
      users: users.map((id) => ({ user: user(id) })),
      restrictions,
    }));

const overrideIn = (from: number) =>
  fc
    .record({ who: person, begin: fc.integer({ min: -24, max: 80 * 24 }), length: fc.integer({ min: 1, max: 60 }) })
    .map(({ who, begin, length }) => {
      const start = Math.floor(from / HOUR) * HOUR + begin * HOUR;
      return { start: iso(start), end: iso(start + length * HOUR), user: user(who) };
    });

const layeredCase = fc.tuple(anyRange, anyZone).chain(([{ from, to }, zone]) =>
  fc
    .record({
      layers: fc.array(layerIn(from, to), { minLength: 1, maxLength: 3 }),
      overrides: fc.array(overrideIn(from), { maxLength: 4 }),
    })
    .map(({ layers, overrides }) => ({
      kind: 'layers' as const,
      zone,
      from: iso(from - DAY),
      to: iso(to + DAY),
      schedule: {
        id: 'SCHEDULE',
        name: 'Schedule',
        time_zone: zone,
        schedule_layers: layers.map((layer, i) => ({ id: `L${i}`, name: `Layer ${layers.length - i}`, ...layer })),
      },
      overrides: overrides.map((one, i) => ({ id: `O${i}`, ...one })),
    })),
);

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const eventIn = (from: number, zone: string) =>
  fc
    .record({
      ago: fc.integer({ min: 2, max: 60 }),
      hour: fc.nat(23),
      isWeek: fc.boolean(),
      days: fc.uniqueArray(fc.nat(6), { maxLength: 6 }),
      halves: fc.integer({ min: 1, max: 48 }),
      weekHours: fc.integer({ min: 25, max: 168 }),
      isAll: fc.boolean(),
      each: fc.integer({ min: 1, max: 6 }),
      members: fc.array(fc.option(person, { nil: null, freq: 5 }), { minLength: 1, maxLength: 4 }),
    })
    .map(({ ago, hour, isWeek, days, halves, weekHours, isAll, each, members }) => {
      const first = Math.floor(from / DAY) * DAY - ago * DAY + hour * HOUR;
      const startDay = (new Date(first).getUTCDay() + 6) % 7;
      const named = [...new Set([startDay, ...days])].sort().map((day) => DAYS[day]);
      const wall = (instant: number) => ({ date_time: new Date(instant).toISOString().slice(0, 19), time_zone: zone });
      return {
        name: 'Event',
        start_time: wall(first),
        end_time: wall(first + (isWeek ? weekHours * HOUR : halves * 30 * MINUTE)),
        effective_since: null,
        effective_until: null,
        recurrence: [
          isWeek
            ? 'RRULE:FREQ=WEEKLY'
            : days.length === 0
              ? 'RRULE:FREQ=DAILY;INTERVAL=1'
              : `RRULE:FREQ=WEEKLY;BYDAY=${named.join(',')}`,
        ],
        assignment_strategy: {
          type: isAll ? 'every_member_assignment_strategy' : 'rotating_member_assignment_strategy',
          ...(isAll ? {} : { shifts_per_member: each }),
          members: members.map((id) => (id === null ? { type: 'empty_member' } : { type: 'user_member', user_id: id })),
        },
      };
    });

const shiftCase = fc.tuple(anyRange, anyZone).chain(([{ from, to }, zone]) =>
  fc
    .array(fc.array(eventIn(from, zone), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((rotations) => ({
      kind: 'shifts' as const,
      zone,
      from: iso(from - DAY),
      to: iso(to + DAY),
      schedule: {
        id: 'SCHEDULE',
        name: 'Schedule',
        time_zone: zone,
        rotations: rotations.map((events, i) => ({ id: `R${i}`, name: `Rotation ${i}`, events })),
      },
      overrides: [],
    })),
);

const anyCase = fc.oneof({ weight: 3, arbitrary: layeredCase }, { weight: 2, arbitrary: shiftCase });

interface RandomSchedule {
  kind: 'layers' | 'shifts';
  from: string;
  to: string;
  schedule: object;
  overrides: object[];
}

function snapshotOf(
  one: RandomSchedule,
  entries: ReadonlyArray<{ user: string; start: string; end: string }>,
): PagerSnapshot {
  const isLayered = one.kind === 'layers';
  const final = isLayered
    ? { rendered_schedule_entries: entries.map(({ user: id, ...span }) => ({ ...span, user: user(id) })) }
    : {
        computed_shift_assignments: entries.map(({ user: id, start, end }) => ({
          start_time: start,
          end_time: end,
          member: { type: 'user_member', user_id: id },
        })),
      };
  return {
    config: [
      ...PEOPLE.map((id) => ({ kind: 'users', id, body: { id, name: id } })),
      { kind: isLayered ? 'schedules' : 'shift-schedules', id: 'SCHEDULE', body: one.schedule },
    ],
    answers: [
      {
        schedule: 'SCHEDULE',
        endpoint: '',
        from: one.from,
        to: one.to,
        pages: [{ schedule: { final_schedule: final } }, { overrides: one.overrides }],
      },
    ],
    problems: [],
    from: Date.parse(one.from) + DAY,
    to: Date.parse(one.to) - DAY,
  };
}

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => {
    const { numRuns, seed } = casesOf(200);
    const cases: RandomSchedule[] = fc.sample(anyCase, { numRuns, seed });
    const answers = modelOf<Array<{ user: string; start: string; end: string }>>('pagerduty.py', cases);
    const classes: Record<string, number> = {};
    cases.forEach((one, i) => {
      const proven = planAndProve(pagerduty, snapshotOf(one, answers[i] ?? []));
      classes[proven.class] = (classes[proven.class] ?? 0) + 1;
      expect(proven.unexplained, JSON.stringify({ case: one, rota: proven.rota })).toEqual([]);
      expect(new Set(proven.explained)).toEqual(new Set(proven.explained.filter((cause) => cause === 'dst')));
    });
    // Writing answers down proves nothing: most must be computed.
    expect((classes['exact'] ?? 0) + (classes['rewritten'] ?? 0)).toBeGreaterThan(numRuns * 0.6);
    expect(classes['approximated']).toBeGreaterThan(0);
  },
  TIME_LIMIT,
);
