import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRegex, LONGEST_PATTERN } from '#domain/routing/regex';

function matchesWhole(pattern: string, text: string): boolean {
  const compiled = compileRegex(pattern);
  if (!compiled.ok) {
    throw new Error(compiled.reason);
  }
  return compiled.regex.matches(text);
}

test.each([
  ['api-.*', 'api-1', true],
  ['api-.*', 'my-api-1', false],
  ['a|b', 'ab', false],
  ['(?i)PAY', 'pay', true],
  ['', '', true],
  ['.', '\n', false],
  ['\\p{Greek}+', 'αβγ', true],
  ['[[:digit:]]{2,3}', '1234', false],
  ['\\bdb\\b.*', 'db 1', true],
])('%j on %j is %j', (pattern, text, expected) => {
  expect(matchesWhole(pattern, text)).toBe(expected);
});

test.each([
  ['(', /missing closing/],
  ['(?=a)', /invalid or unsupported Perl syntax/],
  ['a{2000}', /invalid repeat count/],
  ['\\1', /invalid escape sequence/],
  ['a'.repeat(LONGEST_PATTERN + 1), /longer than 1000 characters/],
])('%j is refused with the reason', (pattern, reason) => {
  const compiled = compileRegex(pattern);
  expect(compiled.ok).toBe(false);
  expect(!compiled.ok && compiled.reason).toMatch(reason);
});

/** Patterns that mean the same in RE2 and in JavaScript. */
const pattern = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, tie('atom'), tie('repeat'), tie('either'), tie('sequence')),
  atom: fc.constantFrom('a', 'b', '-', '.', '[ab]', '[^a]', '\\d', '\\.'),
  repeat: fc
    .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{1,2}'))
    .map(([inner, times]) => `(?:${inner})${times}`),
  either: fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(?:${left}|${right})`),
  sequence: fc.tuple(tie('node'), tie('node')).map(([left, right]) => `${left}${right}`),
})).node as fc.Arbitrary<string>;

test('agrees with JavaScript where both have the same syntax', () => {
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '7'), maxLength: 8 }),
      (source, text) => {
        expect(matchesWhole(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      },
    ),
    { numRuns: 500 },
  );
});

test.each(['(x+x+)+y', '(a|aa)+$', '(.*a.{12}b|c)*', '(a*)*b'])('%j cannot be made slow by its text', (source) => {
  const text = 'xa'.repeat(20_000);
  const started = performance.now();
  matchesWhole(source, text);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('find gives the named groups of the first place', () => {
  const found = (source: string, text: string) => {
    const compiled = compileRegex(source);
    return compiled.ok ? compiled.regex.find(text) : compiled.reason;
  };
  expect(found('(?P<host>[a-z]+)-(?P<n>\\d+)', 'on db-1 and db-2')).toEqual({ host: 'db', n: '1' });
  expect(found('a(?P<b>b)?', 'xa')).toEqual({});
  expect(found('(?i)resolved', 'It is RESOLVED now')).toEqual({});
  expect(found('nope', 'text')).toBeNull();
});
