/** Random schedules of GoAlert, imported, against a model of GoAlert in Python. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goalert } from '../../../../backend-shim/modules/importing/client/pagers/goalert/definition.ts';
import type { PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { TIME_LIMIT } from '../../../oracle/runs.ts';
import { modelOf, planAndProve } from './prove-random.ts';
import { anyRange, anyZone, casesOf } from './ranges.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (instant: number) => new Date(instant).toISOString();
const PEOPLE = ['ann', 'ben', 'cleo', 'dee', 'eve'];
const person = fc.constantFrom(...PEOPLE);

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 0, 30, 15))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const rule = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ start: '00:00', end: '00:00', weekdayFilter: Array<boolean>(7).fill(true) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      start: clock,
      end: clock,
      weekdayFilter: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    }),
  },
);

const rotationOf = (id: string, from: number) =>
  fc
    .record({
      timeZone: anyZone,
      type: fc.constantFrom('hourly', 'daily', 'daily', 'weekly', 'weekly', 'monthly'),
      shiftLength: fc.integer({ min: 1, max: 14 }),
      startedAgo: fc.integer({ min: 0, max: 500 * 24 * 4 }),
      userIDs: fc.uniqueArray(person, { minLength: 0, maxLength: 4 }),
      active: fc.nat(),
    })
    .map(({ startedAgo, active, ...rotation }) => {
      const start = new Date(Math.floor((from - startedAgo * 15 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE);
      // From day 29 on, months are written down and not computed.
      const begin =
        rotation.type === 'monthly' ? new Date(new Date(start).setUTCDate(2 + (start.getUTCDate() % 25))) : start;
      return {
        id,
        name: id,
        ...rotation,
        start: begin.toISOString(),
        activeUserIndex: rotation.userIDs.length === 0 ? 0 : active % rotation.userIDs.length,
      };
    });

const spanIn = (from: number) =>
  fc
    .record({ begin: fc.integer({ min: -48, max: 80 * 48 }), length: fc.integer({ min: 1, max: 96 }) })
    .map(({ begin, length }) => {
      const start = Math.floor(from / (30 * MINUTE)) * 30 * MINUTE + begin * 30 * MINUTE;
      return {
        start: iso(start),
        end: iso(start + length * 30 * MINUTE),
        startAt: start,
        endAt: start + length * 30 * MINUTE,
      };
    });

const overrideIn = (from: number) =>
  fc
    .record({ span: spanIn(from), add: fc.option(person, { nil: '' }), remove: fc.option(person, { nil: '' }) })
    .filter(({ add, remove }) => add !== remove)
    .map(({ span: { start, end }, add, remove }) => ({ start, end, addUserID: add, removeUserID: remove }));

const temporaryIn = (from: number) =>
  fc
    .record({ span: spanIn(from), shifts: fc.array(fc.record({ userID: person, part: fc.nat(3) }), { maxLength: 3 }) })
    .map(({ span: { start, end, startAt, endAt }, shifts }) => ({
      start,
      end,
      shifts: shifts.map(({ userID, part }) => {
        const quarter = Math.floor((endAt - startAt) / 4 / MINUTE) * MINUTE;
        return { userID, start: iso(startAt + part * quarter), end: iso(startAt + (part + 1) * quarter) };
      }),
    }));

const anyCase = fc
  .tuple(anyRange, anyZone)
  .chain(([{ from, to }, timeZone]) =>
    fc.record({
      taken: fc.constant(iso(from)),
      from: fc.constant(iso(from - DAY)),
      to: fc.constant(iso(to + DAY)),
      rotations: fc.tuple(rotationOf('rot-0', from), rotationOf('rot-1', from)),
      schedule: fc.record({
        id: fc.constant('sch'),
        name: fc.constant('Schedule'),
        timeZone: fc.constant(timeZone),
        targets: fc.array(
          fc.record({
            target: fc.oneof(
              fc.constantFrom({ id: 'rot-0', type: 'rotation' }, { id: 'rot-1', type: 'rotation' }),
              person.map((id) => ({ id, type: 'user' })),
            ),
            rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        temporarySchedules: fc.array(temporaryIn(from), { maxLength: 2 }),
      }),
      overrides: fc.array(overrideIn(from), { maxLength: 5 }),
    }),
  )
  .map((one) => ({
    ...one,
    // Most rotations have the zone of their schedule; two zones with hours are written down and not computed.
    rotations: one.rotations.map((rotation, i) =>
      i === 0 ? { ...rotation, timeZone: one.schedule.timeZone } : rotation,
    ),
    overrides: withoutTwoForOne(one.overrides).map((override, i) => ({ id: `ov-${i}`, ...override })),
  }));

/** GoAlert refuses a second override of a person in the same hours. */
function withoutTwoForOne<Override extends { start: string; end: string; addUserID: string; removeUserID: string }>(
  overrides: readonly Override[],
): Override[] {
  const touches = (a: Override, b: Override) => a.start < b.end && b.start < a.end;
  const kept: Override[] = [];
  for (const one of overrides) {
    if (
      !kept.some((other) => touches(one, other) && one.removeUserID !== '' && one.removeUserID === other.removeUserID)
    ) {
      kept.push(one);
    }
  }
  return kept;
}

type GoalertCase = ReturnType<
  typeof fc.sample<typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never>
>[number];

interface ModelAnswer {
  next: Record<string, string>;
  shifts: Array<{ userID: string; start: string; end: string }>;
}

function snapshotOf(one: GoalertCase, { next, shifts }: ModelAnswer): PagerSnapshot {
  const objects = (kind: string, all: ReadonlyArray<{ id: string }>) =>
    all.map((body) => ({ kind, id: body.id, body }));
  const overrides = { nodes: one.overrides, pageInfo: { endCursor: null, hasNextPage: false } };
  return {
    config: [
      ...objects(
        'users',
        PEOPLE.map((id) => ({ id, name: id, email: null })),
      ),
      ...objects(
        'rotations',
        one.rotations.map((rotation) => ({ ...rotation, nextHandoffTimes: [next[rotation.id]] })),
      ),
      ...objects('schedules', [one.schedule]),
    ],
    answers: [
      {
        schedule: 'sch',
        endpoint: 'schedule.shifts',
        from: one.from,
        to: one.to,
        pages: [{ schedule: { id: 'sch', shifts }, userOverrides: overrides }],
      },
    ],
    problems: [],
    from: Date.parse(one.taken),
    to: Date.parse(one.to) - DAY,
  };
}

test(
  'random schedules are the same as their model, in every hour of 90 days',
  () => {
    const { numRuns, seed } = casesOf(150);
    const cases = fc.sample(anyCase, { numRuns, seed });
    const answers = modelOf<ModelAnswer>('goalert.py', cases);
    const classes: Record<string, number> = {};
    cases.forEach((one, i) => {
      const proven = planAndProve(goalert, snapshotOf(one, answers[i] as ModelAnswer));
      classes[proven.class] = (classes[proven.class] ?? 0) + 1;
      expect(proven.unexplained, JSON.stringify({ case: one, rota: proven.rota })).toEqual([]);
      expect(proven.explained).toEqual([]);
    });
    // Writing answers down proves nothing: most must be computed.
    expect((classes['exact'] ?? 0) + (classes['rewritten'] ?? 0)).toBeGreaterThan(numRuns * 0.6);
    expect(Object.keys(classes).sort()).toEqual(['exact', 'frozen', 'rewritten']);
  },
  TIME_LIMIT,
);
