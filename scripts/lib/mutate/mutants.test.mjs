import { describe, expect, it } from 'vitest';
import { mutantsOf } from './mutants.mjs';

const changesIn = (text) =>
  mutantsOf('src/a.ts', text).map(({ kind, before, after }) => `${kind}: ${before} → ${after}`);

describe('what is changed', () => {
  it.each([
    ['x = a < b;', ['removed: x = a < b; → ', 'boundary: a < b → (a) <= (b)', 'negation: a < b → (a) >= (b)']],
    ['const x = a && !b;', ['logic: a && !b → (a) || (!b)', 'negation: !b → b']],
    ['const x = a ?? true;', ['logic: a ?? true → (a) && (true)', 'boolean: true → false']],
    ['const x = a.b - 2;', ['arithmetic: a.b - 2 → (a.b) + (2)', 'number: 2 → 3', 'number: 2 → (1)']],
    ['const x = all.some(f);', ['call: all.some(f) → all.every(f)']],
    ['const x = all?.some(f);', ['call: all?.some(f) → all?.every(f)']],
    ['const x = Math.max(a, b);', ['call: Math.max(a, b) → Math.min(a, b)']],
    ['const x = a ? b : c;', ['branches: a ? b : c → a ? (c) : (b)']],
    ["const x = kind === 'open';", ["negation: kind === 'open' → (kind) !== ('open')", 'string: \'open\' → ""']],
    ['if (a) return;', ['condition: a → true', 'condition: a → false']],
    ['const x = list[0];', ['number: 0 → 1']],
  ])('%s', (text, expected) => {
    expect(changesIn(text).toSorted()).toEqual(expected.toSorted());
  });
});

it.each([
  ['types', 'type A = { n: 1; s: "a" }; interface B { x: true } declare const c: 2; import { d } from "./d.ts";'],
  ['log messages', "log.warn({ n: 1, why: a ?? 'unknown' }, 'text');"],
  ['what is put into words', 'const x = `${a + 1} of ${b ? 2 : 3}`;'],
  ['what is thrown', 'throw new Error(a ? "one" : "other");'],
  ['strings that are put together', "const x = a + ' and ' + b;"],
  ['strings that are not compared', "const x = name('text');"],
  ['the branch that types rule out', 'switch (x) { default: return fail(x satisfies never, 1); }'],
  ['a part of an optional chain', 'const x = a?.some(f).length;'],
])('%s are left alone', (_what, text) => {
  expect(changesIn(text)).toEqual([]);
});

it('says where it is', () => {
  expect(mutantsOf('src/a.ts', 'const a = 1;\nconst b = x && y;\n').at(-1)).toMatchObject({
    file: 'src/a.ts',
    line: 2,
    start: 23,
    end: 29,
  });
});
