import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, manyLines, oneLine } from '#domain/notify/render/clean';

describe('one line', () => {
  it.each([
    ['  Disk \t full\r\non db-1 ', 'Disk full on db-1'],
    ['a\u0000b\u001bc\u0085d', 'abcd'],
    ['pay\u202elru\u202c now\u200b', 'paylru now'],
    ['half \ud800 a \udc00 character 💥', 'half a character 💥'],
    ['\u2028', ''],
  ])('%j', (text, clean) => {
    expect(oneLine(text, 100)).toBe(clean);
  });

  it('never exceeds its length, nor tears a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 20 }), (text, length) => {
        const line = oneLine(text, length);
        expect(line.length).toBeLessThanOrEqual(length);
        expect(line).not.toMatch(/[\n\r]/);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });
});

it('clips at a character', () => {
  expect([clip('abcd', 4), clip('abcde', 4), clip('ab💥cd', 4), clip('a💥💥💥', 4)]).toEqual([
    'abcd',
    'abc…',
    'ab…',
    'a💥…',
  ]);
});

it('keeps lines, but not many empty ones', () => {
  expect(manyLines(' a  \r\n\r\n\r\n\r\nb\rc\u0007 ', 100)).toBe('a\n\nb\nc');
});

it.each([
  ['ab\u{10000}cd', 'ab…'],
  ['ab\u{10fc00}cd', 'ab…'],
  ['ab\ud7ffcd', 'ab\ud7ff…'],
  ['a\u{10000}bcd', 'a\u{10000}…'],
  ['ab\ue000cd', 'ab\ue000…'],
])('clips %j before a character, or after it, never within', (text, clipped) => {
  expect(clip(text, 4)).toBe(clipped);
});

it('looks at four times as much as it shows, for what may be left out', () => {
  const unseen = '\u0000'.repeat(30);
  expect([oneLine(`${unseen}${'x'.repeat(20)}`, 10), oneLine(`${unseen}${unseen}x`, 10)]).toEqual(['xxxxxxxxxx', '']);
  expect([manyLines(`${unseen}${'x'.repeat(20)}`, 10), manyLines(`${unseen}${unseen}x`, 10)]).toEqual([
    'xxxxxxxxxx',
    '',
  ]);
  expect([oneLine(`${'\u0000'.repeat(39)}xy`, 10), manyLines(`${'\u0000'.repeat(39)}xy`, 10)]).toEqual(['x', 'x']);
});
