/** Edges of rests that the worked cases do not reach. Times are hours since an instant. */
import { describe, expect, it, test } from 'vitest';
import { complete, longestFreeTime, weeklyRest } from '#domain/labour/rest';
import type { RestNeed, Stretch } from '#domain/labour/rest';
import { restRecords } from '#domain/labour/release';
import { tellBy } from '#domain/labour/tell-by';
import { restGaps } from '#domain/labour/working-days';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { zoneTable } from '#domain/time/zone';

const span = (start: number, end: number) => ({ start: start * HOUR, end: end * HOUR });
const stretch = (start: number, end: number): Stretch => ({
  ...span(start, end),
  ids: [`${start}`],
  provisional: false,
});
const rest = { need: 11 * HOUR, within: null, minInterruption: 0, startedAt: Infinity } as const;
const done = (stretches: Stretch[], changes: Partial<RestNeed> = {}) =>
  complete(span(0, 20), stretches, { ...rest, policy: 'restartIfNotTaken', ...changes }).at / HOUR;

describe('a rest', () => {
  test.each([
    ['no intervention', [], 11],
    ['one that begins as it is complete', [stretch(11, 12)], 11],
    ['one that goes on over its beginning', [stretch(-2, 1)], 12],
    ['one that ended as it began', [stretch(-2, 0)], 11],
    ['a first that restarts it, and a second that no longer does', [stretch(5, 6), stretch(17, 18)], 17],
    ['each that restarts it', [stretch(5, 6), stretch(16, 17), stretch(27, 28)], 39],
  ])('with %s is complete', (_, stretches, expected) => {
    expect(done(stretches)).toBe(expected);
  });

  it('is interrupted by what is longer than the least interruption, alone', () => {
    const call = [{ ...stretch(5, 5), end: 5 * HOUR + 5 * MINUTE }];
    expect(done(call, { minInterruption: 5 * MINUTE })).toBe(11);
    expect(done(call, { minInterruption: 5 * MINUTE - 1 })).toBeCloseTo(16 + 1 / 12);
  });

  it('after the last intervention begins anew, until the gap is over and it is complete', () => {
    const policy = 'alwaysAfterLast';
    expect(done([stretch(15, 16)], { policy })).toBe(27);
    expect(done([stretch(20, 21)], { policy })).toBe(11);
    expect(done([stretch(15, 16), stretch(26, 28)], { policy })).toBe(39);
    expect(done([stretch(15, 16), stretch(26, 28)], { policy, startedAt: 26 * HOUR })).toBe(27);
  });
});

describe('weekly rest', () => {
  const params = { rest: 35 * HOUR, policy: 'restartIfNotTaken', minInterruption: 0, owedWithin: 60 * DAY } as const;
  const gap = (start: number, end: number) => ({ ...span(start, end), beforeDay: true });
  const of = (week: [number, number], gaps: Array<ReturnType<typeof gap>>, stretches: Stretch[] = []) =>
    weeklyRest(span(...week), gaps, stretches, params, () => Infinity);

  it('of a week in which no gap starts is that of the part from Monday on', () => {
    const leave = [gap(-60, 200)];
    expect(of([0, 168], leave)).toMatchObject({ given: true, gap: span(0, 200) });
    const calls = [30, 60, 90, 120, 150, 180].map((at) => stretch(at, at + 1));
    expect(of([0, 168], leave, calls)).toMatchObject({
      given: false,
      gap: span(0, 200),
      completion: { at: 216 * HOUR },
    });
    expect(longestFreeTime(span(0, 168), leave, calls)).toBe(30 * HOUR);
    expect(of([-168, 0], leave, calls)).toMatchObject({ given: true, gap: span(-60, 200) });
  });

  it('that is not given is judged by the longest gap, the first of equals', () => {
    const found = of([0, 168], [gap(10, 20), gap(50, 80), gap(100, 130)]);
    expect(found).toMatchObject({ given: false, gap: span(50, 80), completion: { at: 85 * HOUR } });
  });

  it('of a week without any gap is judged by none', () => {
    expect(of([0, 168], [gap(-20, 0), gap(170, 180)])).toEqual({ given: false, gap: null, completion: null });
    // Working days that overlap leave a gap that ends before it starts.
    expect(of([0, 168], [gap(-20, -2), { ...span(30, 20), beforeDay: true }])).toMatchObject({ gap: null });
  });
});

it('a working day within a longer one makes the gap before the next no longer', () => {
  const day = (start: number, end: number) => ({ date: 0, ...span(start, end) });
  expect(restGaps([day(10, 50), day(20, 30), day(60, 70)], span(0, 100))).toEqual([
    { ...span(0, 10), beforeDay: true },
    { ...span(50, 20), beforeDay: true },
    { ...span(50, 60), beforeDay: true },
    { ...span(70, 100), beforeDay: false },
  ]);
});

it('a release that is moved to an earlier instant says nothing of when the person began', () => {
  const release = { plannedAt: 9 * HOUR, rule: 'restDaily' as const, causes: ['i1'], provisional: false };
  const made = restRecords([], [{ ...release, earliestAt: 15 * HOUR, startedAt: Infinity }], 5 * HOUR);
  const corrected = [{ ...release, earliestAt: 14 * HOUR, startedAt: Infinity }];
  expect(restRecords(made, corrected, 16 * HOUR)).toMatchObject([{ earliestAt: 14 * HOUR, startedAt: null }]);
  expect(restRecords(made, [{ ...release, earliestAt: 16 * HOUR, startedAt: Infinity }], 15 * HOUR)).toMatchObject([
    { earliestAt: 16 * HOUR, startedAt: 15 * HOUR },
  ]);
});

it('ordinary hours that end at midnight are the last in which to tell', () => {
  const params = { days: 1, count: 'calendar', clear: 1, reason: 'required' } as const;
  const utc = zoneTable(TEST_ZONES, 'UTC');
  expect(tellBy(50 * HOUR, params, utc, [span(9, 18), span(40, 48), span(49, 50)])).toBe(48 * HOUR);
  expect(tellBy(50 * HOUR, params, utc, [span(9, 18), span(40, 49)])).toBe(18 * HOUR);
  expect(tellBy(50 * HOUR, params, utc, [])).toBe(48 * HOUR);
});
