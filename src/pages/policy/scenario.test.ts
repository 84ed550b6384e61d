import { describe, expect, test } from 'vitest';
import { labelsOf, nextNight, nextSunday } from './scenario.ts';

/** Always two hours ahead of UTC. */
const zone = { changes: [], offsets: [7_200_000] };
const iso = (at: number) => new Date(at).toISOString();

describe('when', () => {
  test.each([
    ['2026-01-07T09:30:00Z', '2026-01-08T01:00:00.000Z', '2026-01-11T01:00:00.000Z'],
    // Sunday 01:30 in the zone: 3 a.m. is still to come today.
    ['2026-01-10T23:30:00Z', '2026-01-11T01:00:00.000Z', '2026-01-11T01:00:00.000Z'],
    // Sunday 13:00: it has passed, so the next one is a week later.
    ['2026-01-11T11:00:00Z', '2026-01-12T01:00:00.000Z', '2026-01-18T01:00:00.000Z'],
  ])('from %s', (now, night, sunday) => {
    expect(iso(nextNight(Date.parse(now), zone))).toBe(night);
    expect(iso(nextSunday(Date.parse(now), zone))).toBe(sunday);
  });
});

test('labels are read line by line, with or without quotes', () => {
  expect(labelsOf(' team = "db" \n\nurl=http://a?b=c\n')).toEqual({ team: 'db', url: 'http://a?b=c' });
  expect(labelsOf('')).toEqual({});
  expect(labelsOf('team')).toBeNull();
  expect(labelsOf('=x')).toBeNull();
});
