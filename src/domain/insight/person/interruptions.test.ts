import { expect, test } from 'vitest';
import type { CallFact, DutyFact, PersonFact } from '#domain/insight/facts';
import { disruptedHours, disruptionOf, interruptionsOf, longestSeries } from '#domain/insight/person/interruptions';
import { holidaySpans, timeByClass } from '#domain/insight/person/pieces';
import { INSIGHT_SETTINGS as settings } from '#domain/figures/settings';
import { DAY, HOUR } from '#domain/time/duration';
import { mergeSpans } from '#domain/time/span';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import type { ZoneTable } from '#domain/time/zone';

const ann: PersonFact = {
  login: 'ann',
  zone: TEST_ZONES['Europe/Paris'] as ZoneTable,
  holidays: [],
  absences: [],
};

const utc = (text: string) => Date.parse(`${text}Z`);
const call = (at: number, given: Partial<CallFact> = {}): CallFact => ({
  user: 'ann',
  kind: 'page',
  at,
  channel: 'sms',
  urgent: false,
  incident: 'i',
  test: false,
  alert: { integration: null, name: 'x' },
  part: { team: null, policy: null },
  isAsked: true,
  ...given,
});
const EVER = { start: 0, end: Infinity };
const classesOf = (...calls: CallFact[]) => interruptionsOf(ann, calls, settings).map((one) => one.class);

test('calls within a minute of the first are one, whatever lies between', () => {
  const at = utc('2026-02-03T02:00:00');
  const starts = interruptionsOf(
    ann,
    [0, 40_000, 60_000, 60_001, 120_001].map((ms) => call(at + ms)),
    settings,
  );
  expect(starts.map((one) => [one.at - at, one.calls])).toEqual([
    [0, 3],
    [60_001, 2],
  ]);
});

test('mail, webhooks and rooms wake nobody; ntfy and Telegram only if urgent; tests are left out', () => {
  const at = utc('2026-02-03T02:00:00');
  for (const channel of ['email', 'webhook', 'slack', 'mattermost']) {
    expect(classesOf(call(at, { channel, urgent: true })), channel).toEqual([]);
  }
  for (const channel of ['ntfy', 'telegram']) {
    expect(classesOf(call(at, { channel })), channel).toEqual([]);
    expect(classesOf(call(at, { channel, urgent: true })), channel).toEqual(['sleep']);
  }
  for (const channel of ['sms', 'voice', 'web-push']) {
    expect(classesOf(call(at, { channel })), channel).toEqual(['sleep']);
  }
  expect(disruptionOf(ann, { calls: [call(at, { test: true })], period: EVER }, settings)).toMatchObject({
    interruptions: [],
    tests: 1,
  });
});

test.each([
  ['2026-02-03T06:59:59', 'sleep'],
  ['2026-02-03T07:00:00', 'work'],
  ['2026-02-03T17:00:00', 'off'],
  ['2026-02-03T21:00:00', 'sleep'],
  ['2026-02-07T12:00:00', 'off'],
  // In summer, the same wall clock is an hour earlier.
  ['2026-07-07T05:59:59', 'sleep'],
  ['2026-07-07T06:00:00', 'work'],
])('%s UTC is %s in Paris', (at, kind) => {
  expect(classesOf(call(utc(at)))).toEqual([kind]);
});

test('a night belongs to the date of its evening; broken nights in a row make a series', () => {
  const nights = ['2026-02-02T21:30', '2026-02-03T02:00', '2026-02-04T02:00', '2026-02-06T02:00'];
  expect(disruptionOf(ann, { calls: nights.map((at) => call(utc(`${at}:00`))), period: EVER }, settings)).toMatchObject(
    { nights: 3, series: 2 },
  );
  expect(longestSeries([])).toBe(0);
  expect(longestSeries([1, 2, 3, 7, 8])).toBe(3);
});

test('an hour that the clock repeats is two, and one that it skips is none', () => {
  const calls = ['2026-10-25T00:30', '2026-10-25T00:59', '2026-10-25T01:30'].map((at) => call(utc(`${at}:00`)));
  expect(disruptedHours(ann, interruptionsOf(ann, calls, settings)).size).toBe(2);
});

test.each([
  ['back', '2026-10-24T20:00', '2026-10-25T23:00', 2, 25],
  ['forward', '2026-03-28T21:00', '2026-03-29T22:00', 2, 23],
])('on the date on which clocks go %s, duty has the hours that passed', (_, start, end, evening, sunday) => {
  const span = { start: utc(`${start}:00`), end: utc(`${end}:00`) };
  expect(timeByClass(ann, [span], settings).weekend).toBe((evening + sunday) * HOUR);
});

test('the night of the clock change is an hour longer or shorter, where it is a weekday', () => {
  // The autumn change of Lord Howe is half an hour, at two in the night to Sunday; Monday’s night has ten hours.
  const bob = { ...ann, zone: TEST_ZONES['Australia/Lord_Howe'] as ZoneTable };
  const friday = { start: utc('2026-04-03T11:00:00'), end: utc('2026-04-03T13:00:00') };
  expect(timeByClass(bob, [friday], settings)).toMatchObject({ night: 2 * HOUR, weekend: 0 });
  const sunday = { start: utc('2026-04-04T13:00:00'), end: utc('2026-04-05T13:30:00') };
  expect(timeByClass(bob, [sunday], settings).weekend).toBe(24.5 * HOUR);
});

test('an update interrupts sleep as its page did, and nobody’s work', () => {
  const update = (at: string, given: Partial<CallFact> = {}) => call(utc(at), { kind: 'update', ...given });
  expect(classesOf(update('2026-02-03T02:00:00'), update('2026-02-03T02:00:30'))).toEqual(['sleep']);
  expect(classesOf(update('2026-02-03T02:00:00', { channel: 'ntfy', urgent: true }))).toEqual([]);
  expect(classesOf(update('2026-02-03T12:00:00'), update('2026-02-03T18:00:00'))).toEqual([]);
});

test('interruptions, nights and hours of neighbouring periods add up', () => {
  const calls = ['2026-01-31T22:30:00', '2026-01-31T23:59:50', '2026-02-01T00:00:20', '2026-02-01T00:10:00'].map((at) =>
    call(utc(at)),
  );
  const midnight = utc('2026-02-01T00:00:00');
  const counts = (start: number, end: number) => {
    const { interruptions, nights, hours } = disruptionOf(ann, { calls, period: { start, end } }, settings);
    return [interruptions.length, nights, hours];
  };
  const [first, second] = [counts(0, midnight), counts(midnight, Infinity)];
  expect(counts(0, Infinity)).toEqual([3, 1, 3]);
  expect([first, second]).toEqual([
    [2, 1, 2],
    [1, 0, 1],
  ]);
});

test('a public holiday is one for the rota that observes it, and at weekends it is both', () => {
  const day = (date: string) => Date.parse(date) / DAY;
  const holidays = new Map([
    ['paris', new Set([day('2026-11-11'), day('2026-11-01')])],
    ['new-york', new Set([day('2026-11-26')])],
  ]);
  const duty = (rota: string, date: string) => ({
    user: 'ann',
    rota,
    start: utc(`${date}T09:00:00`),
    end: utc(`${date}T11:00:00`),
  });
  const timeOf = (...duties: DutyFact[]) => {
    const own = { zone: ann.zone, holidays: holidaySpans(ann.zone, duties, holidays) };
    return timeByClass(own, mergeSpans(duties), settings);
  };
  expect(timeOf(duty('paris', '2026-11-11'), duty('paris', '2026-11-26'))).toMatchObject({
    holiday: 2 * HOUR,
    day: 2 * HOUR,
  });
  expect(timeOf(duty('new-york', '2026-11-11'), duty('new-york', '2026-11-26'))).toMatchObject({
    holiday: 2 * HOUR,
    day: 2 * HOUR,
  });
  expect(timeOf(duty('paris', '2026-11-01'))).toMatchObject({ weekendHoliday: 2 * HOUR, weekend: 0, holiday: 0 });
  const onHoliday = { ...ann, holidays: holidaySpans(ann.zone, [duty('paris', '2026-11-11')], holidays) };
  const classAt = (at: string) => interruptionsOf(onHoliday, [call(utc(at))], settings).map((one) => one.class);
  expect([classAt('2026-11-11T10:00:00'), classAt('2026-11-11T12:00:00')]).toEqual([['off'], ['work']]);
});
