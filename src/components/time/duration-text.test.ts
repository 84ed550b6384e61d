import { beforeAll, describe, expect, test } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';
import { countdownText, durationText } from './duration-text.ts';

describe('a duration', () => {
  beforeAll(() => readIn('en-US'));
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');

  test.each([
    [0, '0 sec'],
    [-1, '0 sec'],
    [400, '0 sec'],
    [90 * MINUTE, '1 hr 30 min'],
    [DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND, '1 day 2 hr'],
    [DAY + 3 * MINUTE + 4 * SECOND, '1 day 3 min'],
    [2 * HOUR + 59.6 * SECOND, '2 hr 1 min'],
  ])('of %d ms is %s: its two largest parts', (ms, text) => expect(plain(durationText(ms))).toBe(text));

  test.each([
    [0, '0:00'],
    [245_000, '4:05'],
    [244_001, '4:05'],
    [HOUR, '1:00:00'],
    [47 * HOUR + 59 * MINUTE, '47:59:00'],
    [48 * HOUR, '2 days'],
  ])('of %d ms counts down as %s', (ms, text) => expect(plain(countdownText(ms))).toBe(text));
});
