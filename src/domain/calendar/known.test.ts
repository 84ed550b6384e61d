import { describe, expect, test } from 'vitest';
import type { CalendarEntry, ReadEntry } from '#domain/calendar/known';
import { afterReading, sameEntries } from '#domain/calendar/known';

const read = (user: string, start: number, end: number): ReadEntry => ({ user, start, end, absence: null });
const lines = (entries: readonly CalendarEntry[]): string[] =>
  entries.map(({ user, start, end, knownAt }) => `${user} ${start}-${end} @${knownAt}`);
const first = afterReading([], [read('ann', 0, 10), read('ben', 10, 20), read('ann', 20, 30)], 5, true);

describe('a calendar through time', () => {
  test('the first look takes its past, too', () => {
    expect(lines(first)).toEqual(['ann 0-10 @5', 'ben 10-20 @5', 'ann 20-30 @5']);
  });

  test('the same again changes nothing', () => {
    const again = afterReading(first, [read('ann', 0, 10), read('ben', 10, 20), read('ann', 20, 30)], 6, false);
    expect(sameEntries(first, again)).toBe(true);
  });

  test('what it forgets has been', () => {
    expect(lines(afterReading(first, [read('ann', 20, 30)], 25, false))).toEqual([
      'ann 0-10 @5',
      'ben 10-20 @5',
      'ann 20-30 @5',
    ]);
  });

  test('what is cancelled while it runs ends now, and later is not any more', () => {
    expect(lines(afterReading(first, [], 15, false))).toEqual(['ann 0-10 @5', 'ben 10-15 @5']);
  });

  test('what comes late begins now', () => {
    expect(lines(afterReading(first, [read('cleo', 0, 40)], 15, false))).toEqual([
      'ann 0-10 @5',
      'ben 10-15 @5',
      'cleo 15-40 @15',
    ]);
  });

  test('what gets longer or shorter while it runs is one shift', () => {
    const longer = afterReading(first, [read('ben', 10, 35)], 15, false);
    expect(lines(longer)).toEqual(['ann 0-10 @5', 'ben 10-35 @5']);
    expect(lines(afterReading(longer, [read('ben', 10, 18)], 16, false))).toEqual(['ann 0-10 @5', 'ben 10-18 @5']);
  });

  test('two entries of one person that overlap: the longer one decides when the running shift ends', () => {
    for (const both of [
      [read('ben', 10, 35), read('ben', 10, 18)],
      [read('ben', 10, 18), read('ben', 10, 35)],
    ]) {
      expect(lines(afterReading(first, both, 15, false))).toEqual(['ann 0-10 @5', 'ben 10-35 @5']);
    }
  });

  test('what is over now has been, to its end', () => {
    expect(lines(afterReading(first, [read('ben', 10, 20)], 20, false))).toEqual(['ann 0-10 @5', 'ben 10-20 @5']);
  });
});
