/** Random schedules of Opsgenie, and of JSM, which has the same rules under other names. */
import fc from 'fast-check';
import type { PagerSnapshot } from '../../../../backend-shim/modules/importing/client/pager.ts';
import { anyRange, anyZone } from './ranges.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z');
export const PEOPLE = ['u-ann', 'u-ben', 'u-cleo', 'u-dee'];
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const user = (id: string) => ({ type: 'user', id, name: id });
const person = fc.constantFrom(...PEOPLE);

const hours = {
  startHour: fc.nat(23),
  startMin: fc.constantFrom(0, 30),
  endHour: fc.nat(23),
  endMin: fc.constantFrom(0, 30),
};
const restriction = fc.oneof(
  fc.constant(null),
  fc.record(hours).map((one) => ({ type: 'time-of-day', restriction: one })),
  fc
    .array(fc.record({ ...hours, startDay: fc.constantFrom(...WEEKDAYS), endDay: fc.constantFrom(...WEEKDAYS) }), {
      minLength: 1,
      maxLength: 2,
    })
    .map((restrictions) => ({ type: 'weekday-and-time-of-day', restrictions })),
);

const rotationIn = (from: number) =>
  fc
    .record({
      type: fc.constantFrom('hourly', 'daily', 'daily', 'weekly', 'weekly', 'weekly'),
      length: fc.integer({ min: 1, max: 12 }),
      begins: fc.integer({ min: -300 * 48, max: 20 * 48 }),
      lasts: fc.option(fc.integer({ min: 20, max: 80 }), { nil: null, freq: 4 }),
      participants: fc.array(fc.oneof({ weight: 5, arbitrary: person.map(user) }, fc.constant({ type: 'none' })), {
        minLength: 1,
        maxLength: 4,
      }),
      timeRestriction: restriction,
    })
    .map(({ begins, lasts, ...rotation }) => ({
      ...rotation,
      startDate: iso(Math.floor(from / HOUR) * HOUR + begins * 30 * MINUTE),
      endDate: lasts === null ? null : iso(Math.floor(from / HOUR) * HOUR + lasts * DAY),
    }));

const spanIn = (from: number) =>
  fc
    .record({ begin: fc.integer({ min: -24, max: 80 * 24 }), length: fc.integer({ min: 1, max: 72 }) })
    .map(({ begin, length }) => {
      const start = Math.floor(from / HOUR) * HOUR + begin * HOUR;
      return { startDate: iso(start), endDate: iso(start + length * HOUR) };
    });

export const anyCase = fc.tuple(anyRange, anyZone).chain(([{ from, to }, timezone]) =>
  fc
    .record({
      rotations: fc.array(rotationIn(from), { minLength: 1, maxLength: 3 }),
      override: fc.option(
        fc.record({ span: spanIn(from), who: person, rotation: fc.option(fc.nat(2), { nil: null }) }),
        { nil: null },
      ),
      forwarding: fc.option(fc.record({ span: spanIn(from), gone: person, comes: person }), { nil: null, freq: 2 }),
    })
    .map(({ rotations, override, forwarding }) => ({
      from: iso(from - DAY),
      to: iso(to + DAY),
      schedule: {
        id: 's-1',
        name: 'Schedule',
        timezone,
        enabled: true,
        rotations: rotations.map((one, i) => ({ id: `r-${i}`, name: `Rotation ${i}`, ...one })),
      },
      overrides:
        override === null
          ? []
          : [
              {
                alias: 'o-1',
                user: user(override.who),
                ...override.span,
                rotations: override.rotation === null ? [] : [{ id: `r-${override.rotation % rotations.length}` }],
              },
            ],
      forwardings:
        forwarding === null || forwarding.gone === forwarding.comes
          ? []
          : [{ alias: 'f-1', fromUser: { id: forwarding.gone }, toUser: { id: forwarding.comes }, ...forwarding.span }],
    })),
);

export interface ModelPeriod {
  rotation: string;
  start: string;
  end: string;
  user: string;
  type: string;
}
export interface RandomSchedule {
  from: string;
  to: string;
  schedule: object;
  overrides: Array<{ alias: string; user: object; rotations: Array<{ id: string }> }>;
  forwardings: Array<{ alias: string; fromUser: { id: string }; toUser: { id: string } }>;
}

export function snapshotOf(one: RandomSchedule, periods: readonly ModelPeriod[]): PagerSnapshot {
  const rotations = [...Map.groupBy(periods, ({ rotation }) => rotation)].map(([id, some]) => ({
    id,
    periods: some.map(({ start, end, user: who, type }) => ({
      startDate: start,
      endDate: end,
      type,
      recipient: user(who),
    })),
  }));
  return {
    config: [
      ...PEOPLE.map((id) => ({ kind: 'users', id, body: { id, username: id } })),
      { kind: 'schedules', id: 's-1', body: one.schedule },
      ...one.forwardings.map((body) => ({ kind: 'forwarding', id: 'f-1', body })),
    ],
    answers: [
      {
        schedule: 's-1',
        endpoint: '',
        from: one.from,
        to: one.to,
        pages: [{ data: { finalTimeline: { rotations } } }, { data: one.overrides }],
      },
    ],
    problems: [],
    from: Date.parse(one.from) + DAY,
    to: Date.parse(one.to) - DAY,
  };
}
