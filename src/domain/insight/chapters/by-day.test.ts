import { expect, test } from 'vitest';
import { byDay, incidentCounts } from '#domain/insight/chapters/by-day';
import { quietIncident } from '#domain/insight/history.fake';
import { DAY } from '#domain/time/duration';

// A Thursday.
const start = Date.UTC(2026, 0, 1);
const at = (day: number, given = {}) => quietIncident({ id: `i${day}`, openedAt: start + day * DAY, ...given });
const incidents = [at(0), at(3, { leftOut: 'merged' }), at(4), at(4, { leftOut: 'test' }), at(10), at(11)];
const told = (days: number) =>
  byDay({ period: { start, end: start + days * DAY }, incidents, figuresOf: incidentCounts }).map(
    ({ by, id, figures: [first] }) => [by, id, first?.value, first?.leftOut.test],
  );

test('days without an incident that counts are left out', () => {
  expect(told(93)).toEqual([
    ['day', '2026-01-01', 1, 0],
    ['day', '2026-01-05', 1, 1],
    ['day', '2026-01-11', 1, 0],
    ['day', '2026-01-12', 1, 0],
  ]);
});

test('of a period of more than 93 days, weeks from Monday are told', () => {
  expect(told(94)).toEqual([
    ['week', '2025-12-29', 1, 0],
    ['week', '2026-01-05', 2, 1],
    ['week', '2026-01-12', 1, 0],
  ]);
});
