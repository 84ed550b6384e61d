/** Tests of when people are told of a release, and asked when they stopped. */
import { describe, expect, it } from 'vitest';
import type { InterventionRecord, RestRecord } from '#domain/labour/facts/model';
import { asksAt, isToTell, nextMorning, nextStart, settlesAt, tellsAt } from '#domain/labour/telling';
import type { PersonTime } from '#domain/labour/time-of';
import { DAY, HOUR, MINUTE } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

/** Of October 2026 in Paris, which is two hours ahead until the 25th. */
const at = (day: number, hours: number, minutes = 0) => Date.UTC(2026, 9, day, hours - 2, minutes);
const zone = zoneTable(TEST_ZONES, 'Europe/Paris');
const TAIL = 15 * MINUTE;

const rest = (changes: Partial<RestRecord> = {}): RestRecord => ({
  plannedAt: at(7, 9),
  earliestAt: at(7, 11, 40),
  rule: 'restDaily',
  causes: ['i'],
  provisional: true,
  state: 'applies',
  startedAt: null,
  ...changes,
});
const worked = (changes: Partial<InterventionRecord> = {}): InterventionRecord => ({
  id: 'i',
  start: at(7, 0, 10),
  end: at(7, 0, 40),
  endedBy: 'incident',
  actedAt: at(7, 0, 10),
  confirmedAt: null,
  travelBefore: 0,
  travelAfter: 0,
  ...changes,
});

describe('a release is told', () => {
  it.each<[string, Partial<RestRecord>, number | null, boolean]>([
    ['once', {}, null, true],
    ['not again', {}, at(7, 11, 40), false],
    ['again if it is a quarter of an hour later', {}, at(7, 11, 25), true],
    ['again if it is a quarter of an hour earlier', {}, at(7, 11, 55), true],
    ['not again for less', {}, at(7, 11, 26), false],
    ['not to whoever began', { startedAt: at(7, 9) }, null, false],
    ['not if it is waived', { state: 'waived' }, null, false],
    ['not if its cause went before anybody was told', { state: 'void' }, null, false],
    ['that its cause is gone, to whoever would stay away', { state: 'void' }, at(7, 11, 40), true],
    ['that its cause is gone, by the time that was named', { state: 'void', earliestAt: at(7, 7) }, at(7, 9, 15), true],
    ['not that a few minutes are gone', { state: 'void' }, at(7, 9, 14), false],
    ['not twice that its cause is gone', { state: 'void' }, at(7, 9), false],
    ['not that its cause is gone when the time is over', { state: 'void' }, at(7, 7, 30), false],
    ['not that its cause is gone to whoever began', { state: 'void', startedAt: at(7, 9) }, at(7, 11, 40), false],
    ['that its cause is back', {}, at(7, 9), true],
    ['not when it is over', { earliestAt: at(7, 7, 30) }, null, false],
  ])('%s', (_, changes, told, expected) => {
    expect(isToTell(rest(changes), told, at(7, 7, 30))).toBe(expected);
  });

  it('an hour and a half ahead', () => {
    expect(tellsAt(rest())).toBe(at(7, 7, 30));
  });
});

describe('the end of an intervention', () => {
  it.each<[string, Partial<InterventionRecord>, number | null]>([
    ['of an open incident stands a tail after the last command', { end: null, endedBy: null }, at(7, 0, 25)],
    ['stands if the incident is over', {}, null],
    ['stands if the person said it', { end: at(7, 0, 12), endedBy: 'person' }, null],
    ['stands once the tail is over', { end: null, endedBy: null, start: at(7, 0), actedAt: at(7, 0, 1) }, null],
    ['counts from its start without a command', { end: null, endedBy: null, actedAt: null }, at(7, 0, 25)],
  ])('%s', (_, changes, expected) => {
    expect(settlesAt(worked(changes), TAIL, at(7, 0, 20))).toBe(expected);
  });
});

describe('the question', () => {
  const gap = (end: number, beforeDay = true) => ({ start: end - 15 * HOUR, end, beforeDay });
  const nineToFive = [{ days: ['workday' as const], from: '09:00', to: '17:00' }];
  const profile = { user: 'ann', unit: 'ops', from: 0, until: null, contract: 'hours' };
  const time = (now: number, ends: number[], schedule: object[] = nineToFive, more: object = {}) =>
    ({
      person: { tail: TAIL, zone, holidays: new Set(), profiles: [{ ...profile, schedule, ...more }] },
      plannedGaps: [...ends.map((end) => gap(end)), gap(at(20, 0), false)],
      now,
      horizon: { start: now, end: at(20, 0) },
    }) as unknown as PersonTime;
  const days = [at(6, 9), at(7, 9), at(8, 9)];

  it.each<[string, Partial<InterventionRecord>, RestRecord[], number | null]>([
    ['comes at the next planned start', {}, [], at(7, 9)],
    ['comes with the release', {}, [rest()], at(7, 7, 30)],
    ['does not come with the release of another one', {}, [rest({ causes: ['j'] })], at(7, 9)],
    ['of work by day comes the next day', { start: at(7, 14) }, [], at(8, 9)],
    ['has no time where leave takes all days that are known', { start: at(8, 14) }, [], null],
  ])('%s', (_, changes, rests, expected) => {
    expect(asksAt(worked(changes), time(at(7, 1), days), rests)).toBe(expected);
  });

  it.each<[string, Partial<InterventionRecord>, object[], object, number]>([
    ['without a schedule', {}, [], {}, at(7, 9)],
    ['by day without a schedule', { start: at(7, 10), actedAt: at(7, 10) }, [], {}, at(8, 9)],
    ['a tail after the last command without a schedule', { actedAt: at(7, 8, 50) }, [], {}, at(8, 9)],
    ['whose profile has ended', {}, nineToFive, { until: Math.floor(at(6, 12) / DAY) }, at(7, 9)],
  ])('comes at nine to people %s', (_, changes, schedule, more, expected) => {
    expect(asksAt(worked(changes), time(at(7, 1), [], schedule, more), [])).toBe(expected);
  });

  it('does not come while the person is at it', () => {
    const going = worked({ start: at(7, 8, 50), end: null, endedBy: null, actedAt: at(7, 8, 55) });
    expect(asksAt(going, time(at(7, 8, 58), days), [])).toBe(at(7, 9, 10));
  });
});

describe('a manager', () => {
  const schedule = [{ days: ['workday' as const], from: '10:00', to: '16:00' }];
  const profile = { user: 'cleo', unit: 'ops', from: 0, until: null, contract: 'hours' as const };
  const work = { weeklyHours: null, payrollId: null };
  const person = (away: Array<{ start: number; end: number }> = []) => ({
    zone,
    holidays: new Set<number>(),
    profiles: [{ ...profile, ...work, onCall: 'yes' as const, onCallUntil: null, schedule }],
    away,
  });
  const start = (now: number, away: Array<{ start: number; end: number }> = []) =>
    nextStart(person(away), { start: now, end: at(21, 0) });

  it.each([
    ['hears when their day begins', at(7, 2), at(7, 10)],
    ['hears at once at work', at(7, 11), at(7, 11)],
    ['hears the next morning in the evening', at(7, 17), at(8, 10)],
    ['hears on Monday at the weekend', at(10, 2), at(12, 10)],
  ])('%s', (_, now, expected) => {
    expect(start(now)).toBe(expected);
  });

  it('hears after their leave', () => {
    expect(start(at(7, 2), [{ start: at(7, 0), end: at(8, 0) }])).toBe(at(8, 10));
    expect(start(at(7, 2), [{ start: at(7, 0), end: at(30, 0) }])).toBeNull();
  });

  it.each([
    [at(7, 2), at(7, 9)],
    [at(7, 9), at(7, 9)],
    [at(7, 9, 1), at(8, 9)],
  ])('without a schedule hears at nine', (now, expected) => {
    expect(nextMorning(zone, now)).toBe(expected);
  });
});
