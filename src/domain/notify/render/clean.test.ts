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
  expect([clip('abcd', 4), clip('abcde', 4), clip('ab💥cd', 4), clip('a💥💥💥', 4)]).toEqual(['abcd', 'abc…', 'ab…', 'a💥…']);
});

it('keeps lines, but not many empty ones', () => {
  expect(manyLines(' a  \r\n\r\n\r\n\r\nb\rc\u0007 ', 100)).toBe('a\n\nb\nc');
});
