import { expect, test } from 'vitest';
import { createRate } from './rate.ts';

test('so many at once, then as they come back', () => {
  const rate = createRate();
  expect([0, 0, 0, 0].map((now) => rate.take('a', 3, now))).toEqual([true, true, true, false]);
  expect(rate.take('b', 3, 0)).toBe(true);
  expect(rate.take('a', 3, 19_999)).toBe(false);
  expect(rate.take('a', 3, 20_000)).toBe(true);
  expect(rate.take('a', 3, 20_000)).toBe(false);
  expect([0, 1, 2, 3].map(() => rate.take('a', 3, 10_000_000))).toEqual([true, true, true, false]);
});

test('a large one counts as several, and one that is over the limit takes nothing', () => {
  const rate = createRate();
  expect(rate.take('a', 10, 0, 7)).toBe(true);
  expect(rate.take('a', 10, 0, 4)).toBe(false);
  expect(rate.take('a', 10, 0, 3)).toBe(true);
});

test('ten thousand addresses do not fill the memory, and the busy one is not forgotten', () => {
  const rate = createRate();
  rate.take('busy', 1, 0);
  for (let i = 0; i < 20_000; i++) {
    rate.take(`a${i}`, 1, 0);
    if (i % 1_000 === 0) {
      expect(rate.take('busy', 1, 0)).toBe(false);
    }
  }
});
