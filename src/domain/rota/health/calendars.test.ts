import { expect, test } from 'vitest';
import type { CalendarFreshness } from '#domain/calendar/source';
import { toDo } from '#domain/rota/health/digest';
import { health } from '#domain/rota/health/health';
import { HEALTH_LIMITS } from '#domain/rota/health/model';
import { at, layer, noFacts, rota } from '#domain/rota/rota.fixture';

const read = rota('UTC', [layer('read', '', { calendar: 'ops' })]);
const [from, to] = [at('2026-01-05T00:00'), at('2026-01-12T00:00')];
const HOUR = 3_600_000;
const facts = { ...noFacts, calendars: { ops: [{ user: 'ann', start: from, end: to, knownAt: 0 }] } };
const people = new Map([['ann', { reachable: true, disabled: false, timeZone: null }]]);

function findings(calendar: Partial<CalendarFreshness>, now = from) {
  const calendars = [
    { id: 'ops', name: 'Ops', knownAt: now - HOUR, staleAfter: 6 * HOUR, failure: null, unmatched: [], ...calendar },
  ];
  return health({
    rota: read,
    facts,
    from,
    to,
    now,
    people,
    exclusive: [],
    expected: null,
    limits: { ...HEALTH_LIMITS, consecutiveDays: 30 },
    calendars,
  });
}

const told = (calendar: Partial<CalendarFreshness>, now = from) =>
  findings(calendar, now)
    .findings.filter(({ kind }) => kind.startsWith('calendar'))
    .map(({ why }) => why);

test('a calendar that is read well is no finding', () => {
  expect(told({})).toEqual([]);
});

test('one that is old says how old, and why', () => {
  expect(told({ knownAt: from - 30 * HOUR, failure: 'it answers 404' })).toEqual([
    'the calendar "Ops" was last read 30 hours ago; what it said then still counts (it answers 404)',
  ]);
  expect(told({ knownAt: from - 6 * HOUR })).toEqual([]);
  expect(told({ knownAt: null })).toEqual(['the calendar "Ops" could never be read']);
});

test('how old it is counts from now, not from the range that is looked at', () => {
  expect(told({ knownAt: from - 30 * HOUR }, from - 29 * HOUR)).toEqual([]);
});

test('events that name nobody are found where they lie in the range', () => {
  const outside = { start: to, end: to + HOUR };
  const {
    findings: all,
    score,
    reasons,
  } = findings({ unmatched: [{ start: from + HOUR, end: from + 3 * HOUR }, outside] });
  expect(all.filter(({ kind }) => kind === 'calendarUnmatched')).toEqual([
    {
      kind: 'calendarUnmatched',
      start: from + HOUR,
      end: from + 3 * HOUR,
      users: [],
      why: 'an event of the calendar "Ops" names nobody who is known here',
      details: { calendar: 'Ops' },
    },
  ]);
  expect(reasons.find(({ kind }) => kind === 'calendarUnmatched')).toEqual({
    kind: 'calendarUnmatched',
    points: 6,
    why: '1 event of calendars that name nobody who is known',
    data: { percent: 0, people: 0, findings: 1 },
  });
  expect(score).toBeLessThan(findings({}).score);
});

test('both are for the letter on Mondays', () => {
  const { findings: all } = findings({ knownAt: null, unmatched: [{ start: from, end: to }] });
  expect(
    toDo(read, all)
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('calendar'))
      .sort(),
  ).toEqual(['calendarStale', 'calendarUnmatched']);
});

test('whoever is named in the calendar takes part', () => {
  expect(findings({}).people.map(({ user, total }) => [user, total])).toEqual([['ann', to - from]]);
});
