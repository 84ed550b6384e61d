import { expect, test } from 'vitest';
import { DIGEST_AHEAD, latestDigest, toDo } from '#domain/rota/health/digest';
import type { HealthFinding } from '#domain/rota/health/model';
import { at, layer, on, rota } from '#domain/rota/rota.fixture';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { ZoneTable } from '#domain/time/zone';

test.each([
  ['a Monday before nine belongs to the week before', '2026-06-01T06:59', '2026-05-25T07:00'],
  ['a Monday at nine', '2026-06-01T07:00', '2026-06-01T07:00'],
  ['a Sunday, late', '2026-06-07T21:59', '2026-06-01T07:00'],
  ['after the clock went back', '2026-10-26T08:00', '2026-10-26T08:00'],
])('%s', (_, now, slot) => {
  expect(latestDigest(TEST_ZONES['Europe/Paris'] as ZoneTable, at(now))).toBe(at(slot));
});

const finding = (kind: HealthFinding['kind'], ...users: string[]): HealthFinding => ({
  kind,
  start: 0,
  end: 1,
  users,
  why: '',
});

test('what is only unkind is no reason to write', () => {
  const always = rota('UTC', [layer('l', 'ann')]);
  expect(
    toDo(always, [
      finding('singlePoint', 'ann'),
      finding('unfair', 'ann'),
      finding('consecutiveDays', 'ann'),
      finding('shortNotice', 'ann'),
    ]),
  ).toEqual([]);
  expect(toDo(always, [finding('gap'), finding('unreachable', 'ann')])).toHaveLength(2);
});

test('a rota of office hours is open at night on purpose, but not where somebody is missing', () => {
  const office = rota('UTC', [layer('l', 'ann', { restrictions: [on('workday', '09:00', '18:00')] })]);
  expect(toDo(office, [finding('gap'), finding('gap', 'ann')])).toEqual([finding('gap', 'ann')]);
});

test('a rota of office hours that says when somebody is expected is not open on purpose', () => {
  const office = {
    ...rota('UTC', [layer('l', 'ann', { restrictions: [on('workday', '09:00', '18:00')] })]),
    expected: 'office-hours',
  };
  expect(toDo(office, [finding('gap')])).toHaveLength(1);
});

test.each([
  ['no layers', rota('UTC', [])],
  [
    'a layer without hours',
    rota('UTC', [layer('l', 'ann', { restrictions: [on('workday', '09:00', '18:00')] }), layer('m', 'ben')]),
  ],
])('a rota of %s is not open on purpose', (_, asked) => {
  expect(toDo(asked, [finding('gap')])).toHaveLength(1);
});

test.each(['gap', 'conflict', 'unreachable', 'disabled', 'neverOnCall', 'calendarStale', 'calendarUnmatched'] as const)(
  '%s is something to do',
  (kind) => {
    expect(toDo(rota('UTC', [layer('l', 'ann')]), [finding(kind, 'ann')])).toHaveLength(1);
  },
);

test('the letter looks four weeks ahead', () => {
  expect(DIGEST_AHEAD).toBe(28 * 86_400_000);
});
