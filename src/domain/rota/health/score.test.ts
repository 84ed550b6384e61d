import { describe, expect, test } from 'vitest';
import type { HealthFinding, FindingKind } from '#domain/rota/health/model';
import type { ExaminedRota } from '#domain/rota/health/examined';
import { scoreOf } from '#domain/rota/health/score';

const HOURS = 3_600_000;
/** 100 hours, of which Ann has 60 and Ben 30; nobody has 10. */
const examined = {
  duties: new Map([
    ['ann', [{ start: 0, end: 60 * HOURS }]],
    ['ben', [{ start: 60 * HOURS, end: 90 * HOURS }]],
  ]),
  expected: [{ start: 0, end: 100 * HOURS }],
  gaps: [{ start: 90 * HOURS, end: 100 * HOURS }],
} as unknown as ExaminedRota;

const finding = (kind: FindingKind, hours = 9, user = 'ann'): HealthFinding => ({
  kind,
  start: 0,
  end: hours * HOURS,
  users: [user],
  why: '',
});
const points = (...findings: HealthFinding[]) => scoreOf(examined, findings).reasons.map((reason) => reason.points);
const many = (kind: FindingKind) => Array.from({ length: 50 }, () => finding(kind, 60));

describe('points of each kind: of one finding, of two, and at most', () => {
  test.each<[FindingKind, number, number, number]>([
    // A tenth of the expected time: 10 + 90/10.
    ['gap', 19, 19, 19],
    // A tenth of the time on call: 5 + 90/10; two: 5 + 90/5.
    ['conflict', 14, 23, 40],
    // Two thirds of the time on call are Ann's: 10 + 60 * 2/3.
    ['unreachable', 50, 50, 50],
    ['disabled', 50, 50, 50],
    ['neverOnCall', 2, 4, 10],
    ['singlePoint', 10, 10, 10],
    ['unfair', 4, 8, 12],
    ['consecutiveDays', 3, 6, 12],
    ['shortNotice', 1, 2, 6],
    ['calendarStale', 20, 20, 20],
    ['calendarUnmatched', 6, 7, 10],
  ])('%s', (kind, one, two, most) => {
    expect([points(finding(kind)), points(finding(kind), finding(kind)), points(...many(kind))]).toEqual([
      [one],
      [two],
      [most],
    ]);
  });
});

test('people without a way cost by their share of the time on call', () => {
  expect(points(finding('unreachable', 30, 'ben'))).toEqual([30]);
  expect(points(finding('disabled', 0, 'nobody'))).toEqual([10]);
});

test('the reasons add up to what is missing from 100, and nothing falls below 0', () => {
  expect(scoreOf(examined, [])).toEqual({ score: 100, reasons: [] });
  const some = scoreOf(examined, [finding('shortNotice'), finding('unfair')]);
  expect([some.score, some.reasons.map(({ kind }) => kind)]).toEqual([95, ['unfair', 'shortNotice']]);
  expect(scoreOf(examined, [finding('unreachable'), finding('disabled'), finding('gap')]).score).toBe(0);
});

test('a rota without any time costs nothing by its shares', () => {
  const empty = { duties: new Map(), expected: [], gaps: [] } as unknown as ExaminedRota;
  expect(scoreOf(empty, [finding('gap'), finding('unreachable')]).reasons.map((reason) => reason.points)).toEqual([
    10, 10,
  ]);
});

test.each([
  [0, '0 %'],
  [1, 'less than 1 %'],
  [99, 'less than 1 %'],
  [100, '1 %'],
  [149, '1 %'],
  [150, '2 %'],
  [10_000, '100 %'],
])('%i hours of ten thousand are told as %s', (hours, told) => {
  const long = {
    duties: new Map([['ann', [{ start: 0, end: 10_000 * HOURS }]]]),
    expected: [],
    gaps: [],
  } as unknown as ExaminedRota;
  expect(scoreOf(long, [finding('conflict', hours)]).reasons[0]).toMatchObject({
    why: `${told} of the time on call falls to people who are absent or on call elsewhere`,
    data: { percent: expect.closeTo(hours / 100, 5), people: 1, findings: 1 },
  });
});

test('people are counted once, findings each', () => {
  expect(
    scoreOf(examined, [finding('unfair'), finding('unfair'), finding('unfair', 1, 'ben')]).reasons[0],
  ).toMatchObject({ why: '2 people with much more than the others', data: { people: 2, findings: 3 } });
  expect(scoreOf(examined, [finding('consecutiveDays')]).reasons[0]?.why).toBe('1 time too long without 24 hours off');
  expect(scoreOf(examined, [finding('consecutiveDays'), finding('consecutiveDays')]).reasons[0]?.why).toBe(
    '2 times too long without 24 hours off',
  );
});
