import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolate, variablesIn } from './interpolate.ts';

const variables = (name: string) => ({ TOKEN: 'secret', A_1: 'a', EMPTY: '', PRICE: '$TOKEN' })[name];

test.each([
  ['$TOKEN', 'secret'],
  ['${TOKEN}', 'secret'],
  ['x-${TOKEN}y-$A_1', 'x-secrety-a'],
  ['$EMPTY', ''],
  ['$$TOKEN', '$TOKEN'],
  ['$$$TOKEN', '$secret'],
  ['costs 5$', 'costs 5$'],
  ['service=~"^a$"', 'service=~"^a$"'],
  ['a$|b', 'a$|b'],
  ['$1 ${1} ${} ${ TOKEN }', '$1 ${1} ${} ${ TOKEN }'],
  ['$PRICE', '$TOKEN'],
])('%s becomes %s', (text, expected) => {
  expect(interpolate(text, variables)).toEqual({ ok: true, text: expected });
});

test('every unset name is reported', () => {
  expect(interpolate('$TOKEN $NOPE ${GONE}', variables)).toEqual({ ok: false, unset: ['NOPE', 'GONE'] });
});

test('a text whose dollars are doubled comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', '1', ' ') }), (text) => {
      expect(interpolate(text.replaceAll('$', '$$$$'), variables)).toEqual({ ok: true, text });
    }),
  );
});

test('the names that a file mentions', () => {
  expect(variablesIn('token: $A\n# or ${B}\nprice: $$C and $$$D')).toEqual(['A', 'B', 'D']);
});
