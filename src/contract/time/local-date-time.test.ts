import { expect, test } from 'vitest';
import { parse } from '#contract/base/schema';
import { isReversed, localDateTime, localOrInstant, toInstant } from '#contract/time/local-date-time';
import { HOUR } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';

const t = Date.parse;
const paris: ZoneTable = { changes: [t('2026-03-29T01:00Z'), t('2026-10-25T01:00Z')], offsets: [HOUR, 2 * HOUR, HOUR] };

function message(schema: typeof localDateTime, input: unknown): string {
  const result = parse(schema, input);
  return result.ok ? 'fine' : (result.problems[0]?.message ?? '');
}

test.each([['2026-01-05T09:00'], ['2026-01-05T09:00:30'], ['2028-02-29T00:00']])('%s is a local date-time', (text) => {
  expect(message(localDateTime, text)).toBe('fine');
});

test.each([
  ['2026-01-05', 'must be a date and time such as 2026-01-05T09:00'],
  ['2026-01-05 09:00', 'must be a date and time such as 2026-01-05T09:00'],
  ['tomorrow', 'must be a date and time such as 2026-01-05T09:00'],
  ['2026-02-29T09:00', /does not exist/],
  ['2026-01-05T24:00', /midnight is T00:00/],
  ['2026-01-05T09:00 CET', /does not exist, or has something after it/],
  ['2026-01-05T09:00Z', 'must not have an offset; it belongs to the zone named beside it'],
  ['1969-12-31T09:00', 'must be between 1970 and 2100'],
  ['2101-01-01T00:00', 'must be between 1970 and 2100'],
  [20260105, 'must be text, not a number; put it in quotes'],
])('%s: %s', (input, expected) => {
  expect(message(localDateTime, input)).toMatch(expected);
});

test('an instant may be given where the repeated hour needs it', () => {
  expect(message(localOrInstant, '2026-10-25T02:30:00+01:00')).toBe('fine');
  expect(message(localOrInstant, '2026-10-25T02:30Z')).toBe('fine');
  expect(message(localOrInstant, '2026-02-30T02:30Z')).toMatch(/does not exist/);
});

test('in the repeated hour a start is the first occurrence and an end the last', () => {
  expect(toInstant('2026-10-25T02:30', 'start', paris)).toBe(t('2026-10-25T00:30Z'));
  expect(toInstant('2026-10-25T02:30', 'end', paris)).toBe(t('2026-10-25T01:30Z'));
  expect(toInstant('2026-10-25T02:30+02:00', 'end', paris)).toBe(t('2026-10-25T00:30Z'));
});

test.each([
  ['2026-01-05T09:00', '2026-01-05T09:00', true],
  ['2026-01-05T09:00', '2026-01-05T09:00:01', false],
  ['2026-01-05T09:00Z', '2026-01-05T09:30+01:00', true],
  ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', false],
  // With two forms the order depends on the zone; only what is wrong in every zone is refused.
  ['2026-01-05T09:00Z', '2026-01-05T08:00', false],
  ['2026-01-05T09:00Z', '2026-01-04T08:00', true],
])('from %s to %s is reversed: %j', (start, end, reversed) => {
  expect(isReversed(start, end)).toBe(reversed);
});
