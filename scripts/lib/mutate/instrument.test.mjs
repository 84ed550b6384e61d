import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { instrument } from './instrument.mjs';
import { mutantsOf } from './mutants.mjs';

const CODE = `export function f(a: number, b: number | null): string {
  const out: string[] = [];
  if (a > 1 && b !== null) out.push((b as number) < 5 ? 'few' : 'many');
  out.push('end');
  return out.join(' ');
}
`;
const numbered = mutantsOf('f.ts', CODE).map((mutant, index) => ({ id: index + 1, mutant }));
const instrumented = instrument(CODE, numbered, './active.mjs');

/** Runs `f` with the mutant that turns `before` into `after`. */
function answer(before, after, ...args) {
  const id = numbered.find(({ mutant }) => mutant.before === before && mutant.after === after)?.id ?? 0;
  const { outputText } = ts.transpileModule(instrumented, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ESNext },
  });
  const exports = {};
  new Function('exports', 'require', outputText)(exports, () => ({ isActive: (one) => one === id }));
  return exports.f(...args);
}

describe('an instrumented source', () => {
  it('does what the original does while no mutant is active', () => {
    expect([answer('', '', 2, 3), answer('', '', 2, 5), answer('', '', 1, 3), answer('', '', 2, null)]).toEqual([
      'few end',
      'many end',
      'end',
      'end',
    ]);
  });

  it.each([
    ['a > 1', '(a) >= (1)', [1, 3], 'few end'],
    ['a > 1 && b !== null', '(a > 1) || (b !== null)', [0, 3], 'few end'],
    ['a > 1 && b !== null', 'true', [0, 3], 'few end'],
    ['a > 1 && b !== null', 'false', [2, 3], 'end'],
    ['(b as number) < 5', '((b as number)) <= (5)', [2, 5], 'few end'],
    ["(b as number) < 5 ? 'few' : 'many'", "(b as number) < 5 ? ('many') : ('few')", [2, 3], 'many end'],
    ["out.push('end');", '', [2, 3], 'few'],
  ])('with %s → %s differs in that alone', (before, after, args, expected) => {
    expect(answer(before, after, ...args)).toBe(expected);
  });

  it('keeps the lines of the original', () => {
    expect(instrumented.split('\n')).toHaveLength(CODE.split('\n').length);
  });
});
