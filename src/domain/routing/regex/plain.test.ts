import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { plainPattern } from '#domain/routing/regex/plain';

const piece = fc.constantFrom('a', 'b', 'k', '.', '.*', '.+', '\\.', '-', 'ab', '.?', 'a?', 'é', 'S');
const plain = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    piece,
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => left + right),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(${left}|${right})`),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(?:${left}|${right})?`),
  ),
})).node;
const whole = fc.oneof(
  plain,
  plain.map((one) => `^${one}$`),
  fc.tuple(plain, plain).map(([left, right]) => `^${left}|${right}$`),
  plain.map((one) => `(?i)${one}`),
);
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '.', '-', 'k', 'K', '\u212A', 'ſ', 's', 'é', '\n', '😀', '\uD83D', '\uFDD0'),
  maxLength: 9,
});

describe('a plain pattern', () => {
  it('means what it means to RE2', () => {
    let read = 0;
    fc.assert(
      fc.property(whole, fc.array(text, { maxLength: 12 }), (source, texts) => {
        const found = plainPattern(source);
        if (found === null) {
          return;
        }
        read++;
        const re = RE2JS.compile(source);
        for (const one of texts) {
          expect([one, found.matches(one)]).toEqual([one, re.testExact(one)]);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(1_500);
  });

  it.each([
    '[ab]',
    'a*',
    'a+',
    '(a|b)*',
    'a{2}',
    '\\d',
    '\\pL',
    '(?i)é',
    '(?s).',
    '(?P<x>a)',
    'a**',
    '.*?',
    'a^b',
    'a$b',
    '(a',
    'a)',
    '\\',
    '😀',
    'a\nb',
    '\uFDD0',
  ])('%j is for RE2', (source) => {
    expect(plainPattern(source)).toBeNull();
  });

  it('is not written out without bounds', () => {
    expect(plainPattern('(a|b)'.repeat(12))).toBeNull();
    expect(plainPattern(`(${'a|'.repeat(5_000)})`)).toBeNull();
    expect(plainPattern(`(${Array.from({ length: 1_000 }, (_, i) => i).join('|')})${'x'.repeat(100)}`)).toBeNull();
  });
});
