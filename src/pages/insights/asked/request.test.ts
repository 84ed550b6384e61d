import { expect, test } from 'vitest';
import { askedIn, filtersOf, instantsOf, LAST_30_DAYS, requestOf } from './request.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 34);
const HOUR = 3_600_000;
const asked = (text: string) => askedIn(new URLSearchParams(text));

test('without anything in the address it is of the last 30 days, of everything', () => {
  expect(asked('').period).toEqual(LAST_30_DAYS);
  expect(filtersOf(asked(''))).toBe(0);
});

test('filters of the address are asked for, and what is none is left out', () => {
  const one = asked('team=sre&severity=critical,error,loud&urgency=urgent&integration=am,zbx&label=env=a\\,b,team=sre');
  expect(filtersOf(one)).toBe(5);
  expect(requestOf(one, { start: 0, end: HOUR })).toEqual({
    from: '1970-01-01T00:00:00.000Z',
    to: '1970-01-01T01:00:00.000Z',
    team: 'sre',
    rota: undefined,
    severity: 'error,critical',
    urgency: 'urgent',
    integration: 'am,zbx',
    label: 'env=a\\,b,team=sre',
  });
  expect(filtersOf(asked('label=nonsense&urgency=often'))).toBe(0);
});

const meant = ({ from, to }: { from: string; to: string }) => ({ start: Date.parse(from), last: Date.parse(to) });

test('a period of whole months ends with the next month, and a running one stays the same for an hour', () => {
  const october = { from: '2026-10-01T00:00:00.000Z', to: '2026-10-31T23:59:59.999Z' };
  expect(instantsOf(october, meant(october), NOW)).toEqual({ start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 10, 1) });
  const present = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-20T12:40:00.000Z' };
  const running = instantsOf(present, meant(present), NOW);
  expect(running).toEqual({ start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 10, 20, 13) });
  const days = instantsOf(LAST_30_DAYS, { start: NOW - 720 * HOUR, last: NOW }, NOW);
  expect(days).toEqual({ start: Date.UTC(2026, 9, 21, 12), end: Date.UTC(2026, 10, 20, 13) });
});

test.each([
  ['2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z'],
  ['yesterday', 'now'],
])('%s to %s is no period', (from, to) => {
  expect(instantsOf({ from, to }, meant({ from, to }), NOW)).toBeNull();
});
