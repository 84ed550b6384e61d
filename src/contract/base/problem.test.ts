import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPath, parsePath } from '#contract/base/problem';

test.each([
  [[], ''],
  [['rotas', 0, 'layers', 1, 'participants', 0, 0], 'rotas[0].layers[1].participants[0][0]'],
  [['labels', 'a b'], 'labels["a b"]'],
  [['labels', 'say "hi"', 'x-y'], 'labels["say \\"hi\\""].x-y'],
  [[0, 'a'], '[0].a'],
])('%j is written %s', (parts, text) => {
  expect(formatPath(parts)).toBe(text);
});

test('a path reads back as its parts', () => {
  const part = fc.oneof(fc.nat(1_000), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      expect(parsePath(formatPath(parts))).toEqual(parts);
    }),
  );
});
