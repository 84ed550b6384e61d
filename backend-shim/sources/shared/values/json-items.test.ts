import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachItem, eachSlice, shortField } from './json-items.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NO_LIST = 'the answer is not the list that it should be';

function items(text: string, path: string[] = []): { wrong: string | null; items: unknown[] } {
  const found: unknown[] = [];
  const wrong = eachItem(bytes(text), path, (item) => {
    found.push(item);
    return null;
  });
  return { wrong, items: found };
}

describe('a list that is read item by item', () => {
  it('has the objects that parsing it as a whole has, however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 4), (list, indent) => {
        const text = JSON.stringify({ a: { '"]},': list }, b: [1] }, null, indent);
        const objects = (JSON.parse(text) as { a: { '"]},': unknown[] } }).a['"]},'].filter(
          (one) => typeof one === 'object' && one !== null && !Array.isArray(one),
        );
        expect(items(text, ['a', '"]},'])).toEqual({ wrong: null, items: objects });
      }),
    );
  });

  it.each([
    ['', []],
    ['{}', []],
    ['{"data":{"groups":{}}}', ['data', 'groups']],
    ['{"data":[]}', ['data', 'groups']],
    ['[{"a":1}', []],
    ['[{"a":1},', []],
    ['[{"a":1}{"b":2}]', []],
    ['[{"a":1,}]', []],
    ['[{"a":"1]', []],
    ['<html>', []],
    ['[,]', []],
  ])('%j is none', (text, path) => {
    expect(items(text, path).wrong).toBe(NO_LIST);
  });

  it('never throws, and ends, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'[]{}",:\\ 1ae\u0000'), { maxLength: 60 }), (text) => {
        const wrong = eachSlice(bytes(text.join('')), [], () => null);
        expect(wrong === null || wrong === NO_LIST).toBe(true);
      }),
    );
  });

  it('is not parsed where an item is too deep, too wide or too long', () => {
    expect(items(`[{"a":${'['.repeat(200)}${']'.repeat(200)}}]`).wrong).toMatch(/200 levels|201 levels/);
    expect(items(`[{"a":[${'0,'.repeat(250_000)}0]}]`).wrong).toMatch(/more than 200000 values/);
    expect(items(`[{"a":"${'e'.repeat(5 * 1024 * 1024)}"}]`).wrong).toBe('an item of the answer is longer than 4 MiB');
    expect(items('['.repeat(1_000_000)).wrong).not.toBeNull();
  });

  it('ends where an item is refused', () => {
    expect(eachItem(bytes('[{"a":1},{"a":2}]'), [], ({ a }) => (a === 1 ? 'no' : null))).toBe('no');
  });
});

it('a short field is read without the rest', () => {
  const group = bytes(`{"rules":[${'{},'.repeat(1000)}{}],"file":"Shop","long":"${'e'.repeat(5_000)}"}`);
  expect([shortField(group, 'file'), shortField(group, 'long'), shortField(group, 'name')]).toEqual([
    'Shop',
    undefined,
    undefined,
  ]);
});
