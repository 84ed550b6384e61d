import { expect, test } from 'vitest';
import { isToConfirm, quickAnswers, recordedTravel } from './stopped-at.ts';

const at = (time: string) => Date.parse(`2026-01-08T${time}:00Z`);
const iso = (time: string | null) => (time === null ? null : `2026-01-08T${time}:00.000Z`);

test.each([
  ['resolved later', '02:10', '02:20', '07:40', ['rightAway 02:20', 'resolved 07:40']],
  ['resolved by themselves at once', '02:10', '02:10', '02:10', ['rightAway 02:11']],
  ['resolved within the minute after the last command', '02:10', '02:30', '02:30', ['rightAway 02:30']],
  ['still open', '02:10', null, null, ['rightAway 02:11']],
] as const)('%s', (_what, start, acted, end, answers) => {
  const one = { start: iso(start) ?? '', actedAt: iso(acted), end: iso(end), endedBy: null };
  const shown = quickAnswers(one, at('09:00')).map(
    ({ kind, end: stopped }) => `${kind} ${new Date(stopped).toISOString().slice(11, 16)}`,
  );
  expect(shown).toEqual(answers);
});

test.each([
  ['within the first minute, a minute counts, which the server accepts', null, '02:10', '02:11'],
  ['later, an end is never in the future', '02:30', '02:20', '02:20'],
] as const)('%s', (_what, acted, now, end) => {
  const one = { start: iso('02:10') ?? '', actedAt: iso(acted), end: null, endedBy: null };
  expect(quickAnswers(one, at(now))).toEqual([{ kind: 'rightAway', end: at(end) }]);
});

test('only those of a unit are confirmed, and once', () => {
  const one = { start: iso('02:10') ?? '', actedAt: null, end: null, endedBy: null, confirmedAt: null };
  expect(isToConfirm({ ...one, unit: 'ops' })).toBe(true);
  expect(isToConfirm({ ...one, unit: null })).toBe(false);
  expect(isToConfirm(one)).toBe(false);
  expect(isToConfirm({ ...one, unit: 'ops', confirmedAt: iso('09:00') })).toBe(false);
});

test('travel that is recorded is kept', () => {
  expect(recordedTravel({ travelBefore: '15m', travelAfter: '1h' })).toEqual({
    travelBefore: 900_000,
    travelAfter: 3_600_000,
  });
  expect(recordedTravel({})).toEqual({ travelBefore: 0, travelAfter: 0 });
  expect(recordedTravel({ travelBefore: null, travelAfter: null })).toEqual({ travelBefore: 0, travelAfter: 0 });
});
