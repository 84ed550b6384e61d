import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_PATTERN } from '#domain/routing/regex/limits';
import { compileRegex } from '#domain/routing/regex/regex';

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
  ['a'.repeat(LONGEST_PATTERN + 1), /longer than 10000 characters/],
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

describe('a list of 200 hosts', () => {
  const hosts = Array.from({ length: 200 }, (_, i) => `host-${i}-${'abcdefghij'.repeat(2)}.example.com`);
  const escaped = hosts.map((host) => host.replaceAll('.', '\\.'));
  test.each([
    hosts.join('|'),
    escaped.join('|'),
    `^(?:${escaped.join('|')})$`,
    `(${hosts.join('|')}):9100`,
    `(?i)(?:${escaped.join('|')})(:.*)?`,
    `.*(?:${hosts.join('|')}).*`,
  ])('is allowed and quick: %#', (pattern) => {
    const started = process.cpuUsage();
    const compiled = compileRegex(pattern);
    if (!compiled.ok) {
      throw new Error(compiled.reason);
    }
    expect([`${hosts[199]}:9100`, hosts[199] ?? ''].some((text) => compiled.regex.matches(text))).toBe(true);
    expect(compiled.regex.matches(`${hosts[199]}x.example`)).toBe(pattern.startsWith('.*'));
    for (let i = 0; i < 100; i++) {
      expect(compiled.regex.matches(`host-${i}`)).toBe(false);
    }
    expect(process.cpuUsage(started).user).toBeLessThan(150_000);
  });
});

describe('what is too heavy', () => {
  const heavy = (i: number) => `.*(?:\\pL|\\pN|\\pS){0,900}(?:s${i}x0)?.*`;

  test('is refused without being compiled', () => {
    const started = process.cpuUsage();
    for (let i = 0; i < 1_000; i++) {
      expect(compileRegex(heavy(i))).toMatchObject({ ok: false, why: 'too-much' });
    }
    // One alone takes 20 milliseconds to compile.
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  test('says what to do', () => {
    const compiled = compileRegex('(?:(?:.{0,10}){0,10}){0,99}');
    expect(!compiled.ok && compiled.reason).toMatch(/at most 2500 are allowed; take smaller counts in \{…\}/);
  });

  test('is not what is wrong', () => {
    expect(compileRegex('(')).toMatchObject({ ok: false, why: 'wrong' });
  });
});

test('only the beginning of a long text is searched, and no end is found where it was cut', () => {
  const found = (source: string, text: string) => {
    const compiled = compileRegex(source);
    return compiled.ok ? compiled.regex.find(text) : compiled.reason;
  };
  const long = `id=7 ${'x'.repeat(3_000_000)} id=8`;
  expect(found('id=(?P<id>\\d)', long)).toEqual({ id: '7' });
  expect(found('(?P<id>8)$', long)).toBeNull();
  expect(found('x$', long)).toBeNull();
});

test('thousands of patterns are compiled one after the other without filling the memory', () => {
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 2_000; i++) {
    const compiled = compileRegex(`(?:[ab]{${i % 30}}|${i}.{0,20}){2}[^x]`);
    expect(compiled.ok && compiled.regex.matches(`${i}ab x`)).toBe(false);
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(120_000_000);
});
