/** What must hold of rests and findings for everybody, whatever their hours and nights. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FactsReading, labourAnswer } from '#contract/labour/cases.fake';
import type { LabourAnswer, WrittenFacts } from '#contract/labour/cases.fake';
import { formatDate, parseDate } from '#domain/time/local';
import { timeOf } from '#domain/labour/time-of';
import { tableOf } from './arbitrary-rota.ts';
import { anyFacts, LABOUR_ZONES } from './arbitrary-labour.ts';
import { TIME_LIMIT, runs } from './runs.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const zones = { ...Object.fromEntries(LABOUR_ZONES.map((zone) => [zone, tableOf(zone)])), UTC: tableOf('UTC') };
const answer = (facts: WrittenFacts): LabourAnswer => labourAnswer(facts, zones);

/** The same person, of whom nobody knows that they began before. */
const kept = anyFacts.map(({ started: _, ...facts }): WrittenFacts => facts);

function holds<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, predicate), runs(0.03));
}

/** The earliest start by planned start; a start that did not move is its own earliest. */
function earliest({ releases, daily }: LabourAnswer): Map<string, number> {
  return new Map([...Object.keys(daily), ...Object.keys(releases)].map((at) => [at, releases[at] ?? Number(at)]));
}

/**
 * Whether a release takes a whole working day. The gaps before and after it are one then, which begins in the week of the
 * first: what was planned as the rest of the second is rest of the first.
 */
function losesDays(facts: WrittenFacts): boolean {
  const reading = new FactsReading(facts, zones);
  const person = reading.person(facts.interventions ?? [], []);
  const { gaps, plannedGaps } = timeOf(
    person,
    reading.rules,
    reading.range,
    reading.at(facts.now ?? reading.range.end),
  );
  return gaps.length < plannedGaps.length;
}

const more = fc.record({
  index: fc.nat(20),
  longer: fc.integer({ min: 0, max: 200 }),
  travel: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
  at: fc.integer({ min: 0, max: 28 * 1440 }),
});

describe('properties', () => {
  test(
    'the earliest start never falls when an intervention is added, prolonged or given travel',
    () => {
      holds(fc.tuple(kept, more), ([facts, { index, longer, travel, at }]) => {
        const all = (facts.interventions ?? []).filter(({ from }) => from !== undefined);
        const before = earliest(answer({ ...facts, interventions: all }));
        const start = (parseDate(facts.range[0]) ?? 0) * DAY + at * MINUTE;
        const added = [...all, { from: start, to: start + (longer + 1) * MINUTE }];
        const prolonged = all.map((one, i) =>
          i === index % all.length
            ? {
                ...one,
                to: (one.to as number) + longer * MINUTE,
                travel: [(one.travel?.[0] ?? 0) + travel[0], (one.travel?.[1] ?? 0) + travel[1]] as [number, number],
              }
            : one,
        );
        for (const interventions of [added, prolonged]) {
          for (const [planned, later] of earliest(answer({ ...facts, interventions }))) {
            expect(later).toBeGreaterThanOrEqual(before.get(planned) ?? 0);
          }
        }
      });
    },
    TIME_LIMIT,
  );

  test(
    'releases that are followed leave no finding of rest that the schedule does not have by itself',
    () => {
      holds(kept, (facts) => {
        fc.pre(!losesDays(facts));
        const outside = (of: WrittenFacts) =>
          answer({ ...of, judge: ['restDaily', 'restWeekly'] })
            .findings.filter(({ severity }) => severity === 'outside')
            .map(({ id }) => id);
        const byItself = outside({ ...facts, interventions: [] });
        expect(outside(facts).filter((id) => !byItself.includes(id))).toEqual([]);
      });
    },
    TIME_LIMIT,
  );

  test('a release that takes a whole working day joins two gaps, and the week after it has one gap less', () => {
    // Lord Howe, Tuesday 25 August is a holiday. Calls on Sunday and Monday at midnight move Monday to Tuesday 11:15, so that
    // nothing is left of it; the week of the 24th is judged by its weekend, which the call of Saturday 23:20 breaks. By what
    // was planned, Monday evening to Wednesday was its rest.
    const facts: WrittenFacts = {
      zone: 'Australia/Lord_Howe',
      holidays: ['2026-08-25'],
      since: '2026-02-05',
      pack: 'fr-default@1',
      rules: {},
      schedule: [{ days: ['workday'], from: '09:00', to: '18:00' }],
      range: ['2026-08-24', '2026-09-21'],
      onCall: 'yes',
      onCallUntil: null,
      disconnect: true,
      judge: ['restDaily', 'restWeekly'],
      interventions: [
        { from: '2026-08-23T00:00', to: '2026-08-23T00:40' },
        { from: '2026-08-24T00:00', to: '2026-08-24T00:15' },
        { from: '2026-08-29T23:20', to: '2026-08-30T00:00' },
      ],
    };
    const { releases, findings } = answer(facts);
    expect(losesDays(facts)).toBe(true);
    expect(Object.keys(releases)).toEqual([String(Date.UTC(2026, 7, 23, 22, 30))]);
    expect(findings).toMatchObject([{ rule: 'restWeekly', severity: 'outside', start: Date.UTC(2026, 7, 30, 22, 30) }]);
  });

  test(
    'recording releases again changes nothing',
    () => {
      holds(kept, ({ interventions = [], now = 0, ...facts }) => {
        const step = { now, interventions };
        const once = answer({ ...facts, steps: [step] });
        const twice = answer({ ...facts, steps: [step, step] });
        expect(twice).toEqual({ ...once, steps: [once.steps[0], once.steps[0]] });
      });
    },
    TIME_LIMIT,
  );

  test(
    'a week later everything is a week later, away from clock changes and holidays',
    () => {
      holds(anyFacts, (facts) => {
        const here: WrittenFacts = { ...facts, zone: 'UTC', holidays: [] };
        expect(withoutIds(answer(moved(here)))).toEqual(moved(withoutIds(answer(here))));
      });
    },
    TIME_LIMIT,
  );
});

/** Ids hold dates, which another hash tells nothing of. */
function withoutIds({ findings, ...rest }: LabourAnswer) {
  return { ...rest, findings: findings.map(({ id: _, ...finding }) => finding) };
}

/** Instants, dates and keys of both, a week later; durations and counts are far below any instant. */
function moved<T>(value: T): T {
  const later = (one: unknown): unknown => {
    if (typeof one === 'number') {
      return one > 1e12 ? one + 7 * DAY : one;
    }
    if (typeof one === 'string') {
      const date = parseDate(one);
      return date !== null ? formatDate(date + 7) : /^\d{13}$/.test(one) ? String(Number(one) + 7 * DAY) : one;
    }
    if (Array.isArray(one)) {
      return one.map(later);
    }
    return one !== null && typeof one === 'object'
      ? Object.fromEntries(Object.entries(one).map(([key, part]) => [later(key), later(part)]))
      : one;
  };
  return later(value) as T;
}
