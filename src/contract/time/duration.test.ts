import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, MINUTE, SECOND } from '#domain/time/duration';
import { parse } from '#contract/base/schema';
import { duration, toMilliseconds } from '#contract/time/duration';

function message(input: unknown, limits = {}): string | null {
  const result = parse(duration(limits), input);
  return result.ok ? null : (result.problems[0]?.message ?? '');
}

test.each([['0s'], ['30s'], ['5m'], ['1h30m'], ['2d'], ['1w'], ['90m']])('%s is a duration', (text) => {
  expect(message(text)).toBeNull();
});

test.each([['5 min'], [''], ['5'], [5], [0], ['-1s'], ['1.5h'], ['30m1h'], [null], [undefined], [['5m']]])(
  '%j is none, and the message shows one',
  (input) => {
    expect(message(input)).toBe('must be a duration such as 0s, 30s, 5m, 1h30m or 2d');
  },
);

test('limits are told in the same words', () => {
  expect(message('10s', { min: MINUTE })).toBe('must be at least 1m');
  expect(message('2h', { max: 90 * MINUTE })).toBe('must be at most 1h30m');
  expect(message('1m', { min: MINUTE, max: MINUTE })).toBeNull();
  expect(message('999999w')).toMatch(/^must be at most /);
});

test('any duration survives the wire', () => {
  fc.assert(
    fc.property(fc.nat(3_650 * 86_400), (seconds) => {
      const text = formatDuration(seconds * SECOND);
      expect(message(text)).toBeNull();
      expect(toMilliseconds(text)).toBe(seconds * SECOND);
    }),
  );
});

test('no text throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const result = parse(duration(), text);
      expect(result.ok ? toMilliseconds(text) >= 0 : result.problems.length === 1).toBe(true);
    }),
  );
});
