import { describe, expect, test } from 'vitest';
import { every, layer, rota } from '#domain/rota/rota.fixture';
import { LONGEST_RANGE, validateRange } from '#domain/rota/validate';
import { DAY } from '#domain/time/duration';

describe('ranges', () => {
  const from = Date.UTC(2026, 0, 1);

  test.each([
    [from, from + 1, []],
    [from, from + LONGEST_RANGE, []],
    [from, from + LONGEST_RANGE + 1, ['to']],
    [from, from, ['to']],
    [from, from - 1, ['to']],
    [Number.NaN, from, ['from']],
    [-1, from, ['from']],
    [from, Number.NaN, ['to']],
    [Date.UTC(2099, 0, 1), Date.UTC(2101, 0, 1), []],
    [Date.UTC(2099, 0, 1), Date.UTC(2101, 0, 1) + 1, ['to']],
  ])('%d to %d', (start, end, paths) => {
    expect(validateRange(start, end).map(({ path }) => path)).toEqual(paths);
  });

  test('five years may hold two leap days', () => {
    expect(validateRange(Date.UTC(2024, 0, 1), Date.UTC(2029, 0, 1))).toEqual([]);
  });

  test('of a rota that changes very often, less may be asked at once', () => {
    const hourly = rota(
      'UTC',
      Array.from({ length: 100 }, (_, i) =>
        layer(`l${i}`, 'ann, ben', { rotation: every(1, 'hour', '2026-01-05T09:00') }),
      ),
    );
    const [problem] = validateRange(from, from + 84 * DAY, hourly);
    expect(problem).toEqual({
      path: 'to',
      message: 'must be at most 83 days after from: this rota changes too often for more at once',
    });
    expect(validateRange(from, from + 83 * DAY, hourly)).toEqual([]);
    expect(validateRange(from, from + LONGEST_RANGE, rota('UTC', hourly.layers.slice(0, 4)))).toEqual([]);
  });
});
