import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { MOST_WEIGHT } from '#domain/routing/regex/limits';
import { weightOf } from '#domain/routing/regex/weight';

/** Instructions of the compiled program. */
function programOf(pattern: string): number {
  return RE2JS.compile(pattern).programSize();
}

const atom = fc.constantFrom(
  ...['a', 'B', '.', '\\d', '\\pL', '\\P{Greek}', '[a-z]', '[^]x]', '[]-a]', '[[:alpha:]_]', '[\\pL\\d-]', '[^\\n]'],
  ...[
    '\\x{1F600}',
    '\\x41',
    '\\101',
    '\\Qa.b{3}\\E',
    '\\Q(',
    '^',
    '$',
    '\\b',
    '\\B',
    '(?i)',
    '(?i:k)',
    '(?P<n>x)',
    '(?<m>y)',
  ],
  ...['', '()', '(?:)', 'é', '😀', '{', '}', '{,3}', ']', '\\.', '\\{', '(?s-i).', '(?U)', '[a\\]b]', '(?i)[à-ÿ]'],
);
const repeat = fc.constantFrom(
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '??',
  '{3}',
  '{0}',
  '{2,}',
  '{0,}',
  '{0,4}',
  '{2,5}?',
  '{1}',
  '{7,7}',
);
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie('node'), repeat).map(([inner, times]) => `(?:${inner})${times}`),
    fc.tuple(tie('node'), repeat).map(([inner, times]) => `(${inner})${times}`),
    fc.tuple(atom, repeat).map(([inner, times]) => inner + times),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `${left}|${right}`),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => left + right),
  ),
})).node;

describe('the weight of a pattern', () => {
  it('is never less than its program', () => {
    let compiled = 0;
    fc.assert(
      fc.property(pattern, (source) => {
        let size: number;
        try {
          size = programOf(source);
        } catch {
          // Not RE2: a group is named twice, or what stands before a repeat cannot be repeated.
          return;
        }
        compiled++;
        expect(weightOf(source)).toBeGreaterThanOrEqual(size);
      }),
      { numRuns: 4_000 },
    );
    expect(compiled).toBeGreaterThan(1_000);
  });

  it.each([
    '(?:(?:.{0,10}){0,10}){0,10}',
    '((a{100}){100}){100}',
    '.*(?:\\pL|\\pN|\\pS){0,900}(?:s0x0)?.*',
    `(?i)[${'B-\\x{1E900}'.repeat(20)}]`,
    '\\pL'.repeat(100),
    '(x{1000}){1000}',
    `${'('.repeat(400)}a${'){3}'.repeat(400)}`,
  ])('%s is more than is compiled', (source) => {
    expect(weightOf(source)).toBeGreaterThan(MOST_WEIGHT);
  });

  it.each([
    ['(api|web)-[0-9]{1,4}\\.(eu|us)-(west|east)-\\d', 200],
    ['(?i).*(disk|memory|cpu).*(full|high)?', 100],
    ['[a-zà-ÿ_]+', 30],
    ['.{0,1000}', MOST_WEIGHT],
    ['\\pL+ \\pN*', 400],
    ['\\d{1,3}(\\.\\d{1,3}){3}', 60],
  ])('%s weighs little', (source, most) => {
    expect(weightOf(source)).toBeLessThan(most);
  });

  it('is read in a moment from any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'()[]{}|*+?\\,:^-<>PpQEx01i'), maxLength: 60 }), (source) => {
        expect(weightOf(source)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
    for (const hostile of ['(', '[', '[[:', '\\Q', '\\p{', '(?', '(?P<', '{1,', '\\x{', '((', '[a-']) {
      const started = process.cpuUsage();
      weightOf(hostile.repeat(10_000 / hostile.length));
      expect(process.cpuUsage(started).user, hostile).toBeLessThan(150_000);
    }
  });
});
