import { describe, expect, test } from 'vitest';
import {
  changesWithin,
  clippedZone,
  firstInstant,
  formatInstant,
  lastInstant,
  latestLocal,
  parseTime,
  toLocal,
  zoneTable,
} from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const at = (text: string): number => Date.parse(`${text}Z`);
const zone = (name: string) => zoneTable(TEST_ZONES, name);

/** Wall clock; the instant when it starts something; the instant when it ends something. */
const rows: Record<string, [local: string, first: string, last: string][]> = {
  'Europe/Paris': [
    ['2026-01-05T09:00', '2026-01-05T08:00', '2026-01-05T08:00'],
    ['2026-03-29T01:59:59.999', '2026-03-29T00:59:59.999', '2026-03-29T00:59:59.999'],
    ['2026-03-29T02:00', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['2026-03-29T02:59:59.999', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['2026-03-29T03:00', '2026-03-29T01:00', '2026-03-29T01:00'],
    ['2026-03-29T03:00:00.001', '2026-03-29T01:00:00.001', '2026-03-29T01:00:00.001'],
    ['2026-10-25T01:59:59.999', '2026-10-24T23:59:59.999', '2026-10-24T23:59:59.999'],
    ['2026-10-25T02:00', '2026-10-25T00:00', '2026-10-25T01:00'],
    ['2026-10-25T02:30', '2026-10-25T00:30', '2026-10-25T01:30'],
    ['2026-10-25T02:59:59.999', '2026-10-25T00:59:59.999', '2026-10-25T01:59:59.999'],
    ['2026-10-25T03:00', '2026-10-25T02:00', '2026-10-25T02:00'],
  ],
  'Australia/Lord_Howe': [
    ['2026-10-04T02:15', '2026-10-03T15:30', '2026-10-03T15:30'],
    ['2026-04-05T01:45', '2026-04-04T14:45', '2026-04-04T15:15'],
  ],
  'Pacific/Apia': [
    ['2011-12-29T23:59', '2011-12-30T09:59', '2011-12-30T09:59'],
    ['2011-12-30T00:00', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['2011-12-30T12:00', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['2011-12-31T00:00', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['2011-12-31T00:01', '2011-12-30T10:01', '2011-12-30T10:01'],
  ],
  UTC: [['2026-03-29T02:30', '2026-03-29T02:30', '2026-03-29T02:30']],
};

describe.each(Object.keys(rows))('%s', (name) => {
  test.each(rows[name] ?? [])('%s', (local, first, last) => {
    expect(firstInstant(zone(name), at(local))).toBe(at(first));
    expect(lastInstant(zone(name), at(local))).toBe(at(last));
  });
});

test('every instant of a year is found again from its wall clock, as first or last', () => {
  for (const name of ['Europe/Paris', 'Australia/Lord_Howe', 'UTC']) {
    const lost: number[] = [];
    for (let instant = at('2026-01-01T00:00'); instant < at('2027-01-01T00:00'); instant += 7 * 60_000) {
      const local = toLocal(zone(name), instant);
      if (firstInstant(zone(name), local) !== instant && lastInstant(zone(name), local) !== instant) {
        lost.push(instant);
      }
    }
    expect(lost).toEqual([]);
  }
});

test('the latest time shown does not go back in the repeated hour', () => {
  expect(latestLocal(zone('Europe/Paris'), at('2026-10-25T00:59'))).toBe(at('2026-10-25T02:59'));
  expect(latestLocal(zone('Europe/Paris'), at('2026-10-25T01:10'))).toBe(at('2026-10-25T02:59:59.999'));
  expect(latestLocal(zone('Europe/Paris'), at('2026-10-25T02:00'))).toBe(at('2026-10-25T03:00'));
});

test('changes within a range: its start is out, its end is in', () => {
  const change = at('2026-03-29T01:00');
  expect(changesWithin(zone('Europe/Paris'), change - 1, change)).toBe(true);
  expect(changesWithin(zone('Europe/Paris'), change, change + 1)).toBe(false);
});

test.each([
  ['Europe/Paris', '2026-10-25T00:30', '2026-10-25T02:30+02:00'],
  ['Europe/Paris', '2026-10-25T01:30', '2026-10-25T02:30+01:00'],
  ['Australia/Lord_Howe', '2026-06-01T00:00', '2026-06-01T10:30+10:30'],
  ['Pacific/Apia', '2011-06-01T00:00', '2011-05-31T14:00-10:00'],
  ['UTC', '2026-06-01T00:00:01', '2026-06-01T00:00:01+00:00'],
  ['Africa/Monrovia', '1971-01-01T00:00', '1971-01-01T00:00Z'],
])('in %s, %s is written %s and read back', (name, instant, text) => {
  expect(formatInstant(zone(name), at(instant))).toBe(text);
  expect(parseTime(text)).toEqual({ instant: at(instant) });
});

test('a zone without a table is named', () => {
  expect(() => zoneTable(TEST_ZONES, 'Mars/Phobos')).toThrow('Mars/Phobos');
});

test('a clipped table converts alike within its range', () => {
  const paris = zone('Europe/Paris');
  const [from, to] = [at('2026-03-29T00:00'), at('2026-10-25T00:30')];
  const clipped = clippedZone(paris, from, to);
  expect(clipped.changes).toEqual([at('2026-03-29T01:00'), at('2026-10-25T01:00')]);
  for (let instant = from; instant < to; instant += 1_800_000) {
    const local = toLocal(paris, instant);
    expect([toLocal(clipped, instant), firstInstant(clipped, local), lastInstant(clipped, local)]).toEqual([
      local,
      firstInstant(paris, local),
      lastInstant(paris, local),
    ]);
  }
  expect(clippedZone(paris, at('2026-05-01T00:00'), at('2026-06-01T00:00'))).toEqual({
    changes: [],
    offsets: [7_200_000],
  });
  expect(clippedZone(paris, at('2030-01-01T00:00'), at('2031-01-01T00:00'))).toEqual({
    changes: [],
    offsets: [7_200_000],
  });
});
