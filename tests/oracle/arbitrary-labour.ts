/**
 * Makes random people-months around clock changes: schedules, interventions, duty, leave and rules that meet each
 * other.
 */
import fc from 'fast-check';
import type { WrittenFacts } from '#contract/labour/cases.fake';
import { RULE_KINDS } from '#domain/labour/pack';
import { DAY_WORDS } from '#domain/time/weekly';
import type { WeeklyWindow } from '#domain/time/weekly';
import { overlapOf } from '#domain/labour/facts/profile';
import { formatDate } from '#domain/time/local';

export const LABOUR_ZONES = ['Europe/Paris', 'Australia/Lord_Howe', 'America/Santiago'] as const;
type LabourZone = (typeof LABOUR_ZONES)[number];

/** Hours east of UTC in the months below, roughly. */
const OFFSETS: Readonly<Record<LabourZone, number>> = {
  'Europe/Paris': 2,
  'Australia/Lord_Howe': 10.5,
  'America/Santiago': -4,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Months with and without a clock change in one of the zones. */
const STARTS = ['2026-03-16', '2026-03-30', '2026-06-01', '2026-08-24', '2026-09-21', '2026-10-12'];

const clock = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 47 }).map((half) => half * 30) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1439 }) },
  )
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);

const usual: WeeklyWindow[] = [
  { days: ['workday'], from: '09:00', to: '12:30' },
  { days: ['workday'], from: '14:30', to: '18:00' },
];

const odd = fc
  .array(
    fc.record({
      days: fc.uniqueArray(fc.constantFrom(...DAY_WORDS), { minLength: 1, maxLength: 2 }),
      from: clock,
      to: clock,
    }),
    {
      maxLength: 3,
    },
  )
  .filter((schedule) => overlapOf(schedule) === null);

const schedule = fc.oneof(
  { weight: 3, arbitrary: fc.constant(usual) },
  {
    weight: 1,
    arbitrary: fc.constant<WeeklyWindow[]>([
      { days: ['sat'], from: '10:00', to: '22:00' },
      { days: ['sun'], from: '08:00', to: '18:00' },
    ]),
  },
  {
    weight: 1,
    arbitrary: fc.constant<WeeklyWindow[]>([{ days: ['mon', 'tue', 'thu', 'fri'], from: '20:00', to: '05:00' }]),
  },
  { weight: 2, arbitrary: odd },
);

const rules = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        restDaily: fc.oneof(
          fc.record({ policy: fc.constantFrom('restartIfNotTaken', 'alwaysAfterLast') }),
          fc.record({ within: fc.constantFrom('gap', '24h', '16h'), rest: fc.constantFrom('9h', '11h') }),
          fc.record({ minInterruption: fc.constantFrom('0s', '5m', '20m') }),
          fc.constant({ off: true }),
        ),
        restWeekly: fc.oneof(fc.record({ rest: fc.constantFrom('24h', '35h', '36h') }), fc.constant({ off: true })),
        notice: fc.record({ days: fc.integer({ min: 0, max: 20 }), count: fc.constantFrom('calendar', 'clear') }),
        hoursAverage: fc.record({
          weeks: fc.integer({ min: 1, max: 14 }),
          neutral: fc.boolean(),
          max: fc.constantFrom('30h', '44h'),
        }),
      },
      { requiredKeys: [] },
    ),
  },
);

/** @param start the first midnight of the month, roughly */
function factsFrom(start: number): fc.Arbitrary<Partial<WrittenFacts>> {
  const instant = (from: number, to: number) =>
    fc.integer({ min: from * 1440, max: to * 1440 }).map((minute) => start + minute * MINUTE);
  const span = (longest: number) =>
    fc
      .tuple(instant(-3, 34), fc.integer({ min: 1, max: longest }))
      .map(([from, minutes]): [number, number] => [from, from + minutes * MINUTE]);
  const travel = fc.tuple(fc.constantFrom(0, 0, 15, 40), fc.constantFrom(0, 0, 15, 40));
  // Interventions lie mostly in the nights, so that rests are broken, and now and then hours later, within a release.
  const nightly = fc
    .tuple(fc.integer({ min: -3, max: 29 }), fc.integer({ min: -5 * 60, max: 11 * 60 }))
    .map(([day, minute]) => start + day * DAY + minute * MINUTE);
  const begin = fc.oneof({ weight: 1, arbitrary: instant(-20, 33) }, { weight: 3, arbitrary: nightly });
  const said = fc
    .tuple(begin, fc.integer({ min: 0, max: 300 }), travel)
    .map(([from, minutes, both]) => ({ from, to: from + minutes * MINUTE, travel: both }));
  const assumed = fc
    .tuple(begin, fc.integer({ min: 0, max: 90 }), fc.option(fc.integer({ min: 0, max: 400 })))
    .map(([from, acted, closed]) => ({
      start: from,
      acted: from + acted * MINUTE,
      // Commands soon after the incident's end go on with the work.
      closed: closed === null ? null : from + Math.max(acted - 15, closed) * MINUTE,
    }));
  const notice = fc
    .record({
      told: fc.option(instant(-40, 20)),
      seen: fc.option(instant(-40, 20)),
      span: span(20 * 1440),
      reason: fc.constantFrom(null, 'ill'),
      voluntary: fc.constantFrom(null, null, 'swap-1'),
      withdrawn: fc.constantFrom(null, null, null, start),
    })
    .map(({ span: [from, to], ...rest }) => ({ ...rest, start: from, end: to }));
  return fc.record({
    interventions: fc.array(fc.oneof({ weight: 3, arbitrary: said }, { weight: 1, arbitrary: assumed }), {
      maxLength: 12,
    }),
    leave: fc.array(span(6 * 1440), { maxLength: 2 }),
    onSite: fc.array(span(800), { maxLength: 1 }),
    duty: fc.array(span(8 * 1440), { maxLength: 3 }),
    notices: fc.array(notice, { maxLength: 4 }),
    now: instant(0, 40),
    tellBy: fc.array(instant(10, 30), { maxLength: 2 }),
  });
}

const zoneAndMonth = fc.tuple(fc.constantFrom(...LABOUR_ZONES), fc.constantFrom(...STARTS));

/** One person and one month; some of those who were released began before. */
export const anyFacts: fc.Arbitrary<WrittenFacts> = zoneAndMonth.chain(([zone, month]) => {
  const first = Date.parse(`${month}T00:00Z`);
  const start = first - OFFSETS[zone] * HOUR;
  const day = (offset: number) => formatDate(Math.floor(first / DAY) + offset);
  return fc
    .record({
      zone: fc.constant(zone),
      holidays: fc.uniqueArray(fc.integer({ min: -10, max: 30 }).map(day), { maxLength: 2 }),
      since: fc.constantFrom(day(-200), day(-200), day(-98), day(3)),
      pack: fc.constantFrom('fr-default@1', 'fr-default@1', 'eu@1'),
      rules,
      schedule,
      second: fc.option(fc.tuple(fc.integer({ min: -20, max: 20 }).map(day), schedule), { freq: 4 }),
      onCall: fc.constantFrom('yes' as const, 'yes' as const, 'daytime' as const, 'no' as const),
      onCallUntil: fc.option(fc.integer({ min: 0, max: 30 }).map(day), { freq: 5 }),
      disconnect: fc.boolean(),
      facts: factsFrom(start),
      began: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 2 }),
    })
    .map(({ second, facts, began, ...person }): WrittenFacts => {
      const planned = start + 9 * HOUR;
      return {
        ...person,
        range: [day(0), day(28)],
        judge: [...RULE_KINDS],
        ...(second === null
          ? {}
          : {
              profiles: [
                { from: person.since, schedule: person.schedule },
                { from: second[0], schedule: second[1] },
              ].filter(({ from }, i) => i === 0 || from > person.since),
            }),
        ...facts,
        tellBy: person.pack === 'eu@1' ? [] : (facts.tellBy ?? []),
        // Planned starts of the usual schedule, on each day.
        ...(began === null
          ? {}
          : {
              started: Object.fromEntries(
                Array.from({ length: 28 }, (_, i) => [planned + i * DAY, planned + i * DAY + began * MINUTE]),
              ),
            }),
      };
    });
});
