/** Two answers about answer times cannot be subtracted to get a person. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncidentFact } from '#domain/insight/facts';
import { quietIncident } from '#domain/insight/history.fake';
import { byAnswerers, inCells, largeOf, ofIncident, settled, whyUntold } from '#domain/insight/group/small-group';
import type { CellQuestion } from '#domain/insight/group/small-group';
import { monthOf } from '#domain/time/month';
import { DAY } from '#domain/time/duration';

const start = Date.UTC(2026, 0, 1);
const TEAMS = ['sre', 'db'];
const POLICIES = ['p', 'q'];

const incident = fc
  .record({
    day: fc.nat(89),
    team: fc.constantFrom(...TEAMS),
    policy: fc.constantFrom(...POLICIES),
    user: fc.constantFrom('ann', 'ben', 'cleo', 'dee'),
    name: fc.constantFrom('a', 'b'),
  })
  .map(({ day, team, policy, user, name }) =>
    quietIncident({
      id: 'i',
      openedAt: start + day * DAY,
      part: { team, policy },
      alert: { integration: 'grafana', name },
      answers: [{ at: start + day * DAY + 60_000, user }],
    }),
  );

/** What a reader may ask for: teams, policies (those of a rota), and any period; and when. */
const question = fc.record({
  teams: fc.subarray(TEAMS),
  policies: fc.subarray(POLICIES),
  from: fc.nat(60),
  days: fc.integer({ min: 1, max: 95 }),
  /** By severity, urgency, integration or label. */
  isFiltered: fc.constantFrom(false, false, true),
  kinds: fc.subarray(['a', 'b']),
  now: fc.nat(100),
});

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** Two of db, whose manager answers as well. */
const MEMBERS = new Map([
  ['sre', new Set(['ann', 'ben', 'cleo', 'dee'])],
  ['db', new Set(['ann', 'ben'])],
]);

function answerTo(
  { teams, policies, from, days, now, isFiltered, kinds }: Question,
  incidents: readonly IncidentFact[],
): IncidentFact[] {
  const period = { start: start + from * DAY, end: start + (from + days) * DAY };
  const asked = incidents.filter(
    ({ part, openedAt, alert }) =>
      (!isFiltered || kinds.includes(alert.name)) &&
      teams.includes(part.team ?? '') &&
      policies.includes(part.policy ?? '') &&
      openedAt >= period.start &&
      openedAt < Math.min(period.end, start + now * DAY),
  );
  const cells = { period, now: start + now * DAY, keptSince: 0, isFiltered, members: MEMBERS };
  return largeOf(inCells(asked, cells, ofIncident), cells, byAnswerers);
}

function cellOf({ part, openedAt }: IncidentFact): string {
  return `${monthOf(openedAt).start} ${part.team} ${part.policy}`;
}

describe('answers about groups', () => {
  test('are made of whole cells of three people and more, and so are their differences', () => {
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 60 }), question, question, (incidents, one, other) => {
        const [a, b] = [answerTo(one, incidents), answerTo(other, incidents)];
        const difference = [...a.filter((x) => !b.includes(x)), ...b.filter((x) => !a.includes(x))];
        for (const told of [a, b, difference]) {
          for (const [cell, own] of Map.groupBy(told, cellOf)) {
            const whole = incidents.filter((x) => cellOf(x) === cell);
            expect(own).toHaveLength(whole.length);
            const group = MEMBERS.get(own[0]?.part.team ?? '');
            const people = own.flatMap(byAnswerers.peopleOf).filter((user) => group?.has(user));
            expect(new Set(people).size).toBeGreaterThanOrEqual(3);
            expect(own.every(({ part }) => part.team === 'sre')).toBe(true);
          }
        }
      }),
    );
  });

  test('are not empty where a month has three', () => {
    const three = ['ann', 'ben', 'cleo'].map((user, i) =>
      quietIncident({ id: user, openedAt: start + i * DAY, answers: [{ at: start + i * DAY, user }] }),
    );
    const all = { period: { start, end: start + 31 * DAY }, keptSince: 0, isFiltered: false, members: MEMBERS };
    const large = (incidents: readonly IncidentFact[], question: CellQuestion) =>
      largeOf(inCells(incidents, question, ofIncident), question, byAnswerers);
    const told = (now: number, given = {}) => large(three, { ...all, now: start + now * DAY, ...given }).length;
    expect([told(31), told(32), told(40)]).toEqual([0, 3, 3]);
    expect(told(40, { keptSince: start + 1 })).toBe(0);
    expect(told(40, { period: { start: start + 1, end: start + 31 * DAY } })).toBe(0);
    expect(told(40, { isFiltered: true })).toBe(0);
    expect(large(three.slice(1), { ...all, now: start + 40 * DAY })).toEqual([]);
    // Its manager is none of a team of two.
    expect(told(40, { members: new Map([['sre', new Set(['ann', 'ben'])]]) })).toBe(0);
    expect(told(40, { members: new Map() })).toBe(0);
  });

  test('do not change with what happens after the month was over', () => {
    const openedAt = Date.UTC(2026, 0, 31, 23);
    const late = Date.UTC(2026, 1, 2, 0, 0, 1);
    const before = quietIncident({ id: 'i', openedAt, resolvedAt: null });
    const after = { ...before, answers: [{ at: late, user: 'ann' }], resolvedAt: late, resolvedBy: 'person' as const };
    expect(settled(after)).toEqual(settled(before));
  });

  test('say why there is none by what anybody can see', () => {
    const month = { start, end: start + 31 * DAY };
    const all = { period: month, keptSince: 0, isFiltered: false, members: MEMBERS, now: start + 60 * DAY };
    expect(whyUntold({ ...all, isFiltered: true }, [])).toBe('filtered');
    expect(whyUntold({ ...all, period: { start: start + 1, end: start + 40 * DAY } }, [1])).toBe('no-whole-month');
    expect(whyUntold({ ...all, now: month.end }, [1])).toBe('not-settled');
    expect(whyUntold({ ...all, keptSince: start + 1 }, [1])).toBe('not-settled');
    expect([whyUntold(all, []), whyUntold(all, [1])]).toEqual(['nothing', 'small-group']);
  });
});
