import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '#domain/time/duration';
import { durationWords, hoursWords, readLength } from '#domain/time/words/length-words';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('a length', () => {
  test.each([
    [35 * HOUR, '35 h', '35 hr'],
    [61 * HOUR + 15 * MINUTE, '61 h 15 min', '61 hr 15 min'],
    [45 * MINUTE, '45 min', '45 min'],
    [0, '0 h', '0 hr'],
    [-90 * MINUTE, '−1 h 30 min', '−1 hr 30 min'],
  ])('of work, %d ms, is in hours, never days', (ms, french, english) => {
    expect([plain(hoursWords(ms, 'fr-FR')), plain(hoursWords(ms, 'en-US'))]).toEqual([french, english]);
  });

  test('of a wait has its two largest parts', () => {
    expect(plain(durationWords(35 * HOUR, 'fr-FR'))).toBe('1 j 11 h');
  });

  test.each([
    ['35 h', 35 * HOUR],
    ['35h', 35 * HOUR],
    ['7 h 30', 7 * HOUR + 30 * MINUTE],
    ['7h30', 7 * HOUR + 30 * MINUTE],
    ['7\u00a0h\u202f30\u00a0min', 7 * HOUR + 30 * MINUTE],
    ['1 hr 30 min', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1,5 h', 90 * MINUTE],
    ['2 jours', 2 * DAY],
    ['1 sem. 2 j', WEEK + 2 * DAY],
    ['90 S', 90 * SECOND],
  ])('is read from %s', (text, ms) => expect(readLength(text)).toBe(ms));

  test.each(['', '30', '30 h 7 h', '30 min 1 h', 'h', '7 h 30 x', '5 fois', '-1 h', '1 2'])(
    'is not read from “%s”',
    (text) => expect(readLength(text)).toBeNull(),
  );

  test.each(['en-US', 'fr-FR'])('as it is written in %s is read again', (locale) => {
    for (const ms of [0, 45 * MINUTE, 35 * HOUR, 61 * HOUR + 15 * MINUTE]) {
      expect(readLength(hoursWords(ms, locale))).toBe(ms);
    }
  });
});
