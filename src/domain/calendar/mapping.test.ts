import { describe, expect, test } from 'vitest';
import { entriesOf, freshnessOf, knownPeople, mapped, matcherFor } from '#domain/calendar/mapping';
import type { SaidGroup } from '#domain/calendar/mapping';
import { isStale } from '#domain/calendar/source';
import type { CalendarSource } from '#domain/calendar/source';
import { responder } from '#domain/incident/incident.fake';
import type { ContactMethod } from '#domain/notify/responder';

const mail = (to: string, verified = true, type = 'email'): ContactMethod => ({
  id: to,
  type,
  to,
  secret: null,
  verified,
});
const said = (summary: string, ...spans: Array<[number, number]>): SaidGroup => ({
  summary,
  attendees: [],
  organizer: null,
  spans: spans.map(([start, end]) => ({ start, end })),
});
const source: CalendarSource = {
  id: 'ops',
  name: 'Ops',
  team: null,
  url: '',
  refresh: 1,
  staleAfter: 10,
  timeZone: null,
  people: { Second: 'ben' },
  absences: null,
};
const people = [responder('ann'), responder('ben')];

describe('addresses of people', () => {
  test('their own and those they have shown to be theirs, in lower case', () => {
    const ann = responder('ann', {
      name: 'Ann',
      email: 'Ann@Example.com',
      contactMethods: [mail('A@example.org'), mail('x@example.org', false), mail('+33', true, 'sms')],
    });
    expect(knownPeople([ann])).toEqual([{ login: 'ann', name: 'Ann', mails: ['ann@example.com', 'a@example.org'] }]);
    expect(knownPeople([responder('ann', { email: null, contactMethods: [] })])[0]?.mails).toEqual([]);
  });

  test('what the calendar calls somebody counts, too', () => {
    expect(matcherFor(source, people)({ summary: 'second', attendees: [], organizer: null }).users).toEqual(['ben']);
  });
});

test('what is said becomes times of each person; those that touch are one', () => {
  const groups = mapped(
    [said('ann', [0, 10], [30, 40]), said('ann and ben', [10, 20]), said('zoe', [0, 99])],
    matcherFor(source, people),
  );
  expect(entriesOf(groups, 'leave')).toEqual([
    { user: 'ann', start: 0, end: 20, absence: 'leave' },
    { user: 'ann', start: 30, end: 40, absence: 'leave' },
    { user: 'ben', start: 10, end: 20, absence: 'leave' },
  ]);
});

test('how well a calendar is known: when it was read, and which events name nobody', () => {
  const state = {
    knownAt: 5,
    failure: 'late',
    groups: [said('ann', [0, 10]), said('zoe', [0, 10]), said('yan', [5, 20])],
  };
  expect(freshnessOf(source, state, people)).toEqual({
    id: 'ops',
    name: 'Ops',
    staleAfter: 10,
    knownAt: 5,
    failure: 'late',
    unmatched: [{ start: 0, end: 20 }],
  });
});

test.each([
  [null, 0, true],
  [0, 10, false],
  [0, 11, true],
])('read at %s, at %i: stale %s', (knownAt, now, stale) => {
  expect(isStale({ knownAt, staleAfter: 10 }, now)).toBe(stale);
});
