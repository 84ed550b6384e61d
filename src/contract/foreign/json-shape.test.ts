import { expect, test } from 'vitest';
import { misshapen, MOST_DEPTH, MOST_VALUES, readJson, shapeOf } from './json-shape.ts';

const shape = (text: string) => shapeOf(Buffer.from(text));

test.each([
  ['', 0],
  ['1', 0],
  ['[]', 1],
  ['[[1],[2]]', 2],
  ['{"a":{"b":[]}}', 3],
  ['"[[[["', 0],
  ['"\\"[[["', 0],
  ['"\\\\"', 0],
  ['["\\\\",[]]', 2],
  ['["é[[",[]]', 2],
  ['[[[[', 4],
])('%s is %i deep', (text, depth) => {
  expect(shape(text).depth).toBe(depth);
});

test('every bracket, name and value counts', () => {
  expect(shape('{"a":1,"b":[2,3]}').values).toBeGreaterThanOrEqual(6);
  expect(shape(`[${'{},'.repeat(1000)}{}]`).values).toBeGreaterThanOrEqual(1001);
});

test('what is at the limits is read, what is beyond is not', () => {
  expect(misshapen(shape('['.repeat(MOST_DEPTH) + ']'.repeat(MOST_DEPTH)))).toBeNull();
  expect(misshapen(shape('['.repeat(MOST_DEPTH + 1)))).toContain(`at most ${MOST_DEPTH}`);
  expect(misshapen({ depth: 1, values: MOST_VALUES })).toBeNull();
  expect(misshapen({ depth: 1, values: MOST_VALUES + 1 })).toContain('several requests');
});

test.each<[string, ReturnType<typeof readJson>['ok'], string?]>([
  ['{"a":[1,"]]"]}', true],
  ['null', true],
  ['<html>', false, 'no-json'],
  ['', false, 'no-json'],
  ['['.repeat(100) + ']'.repeat(100), true],
  ['['.repeat(5_000_000), false, 'misshapen'],
  [`[${'0,'.repeat(MOST_VALUES)}0]`, false, 'misshapen'],
])('%.20s is read: %s', (text, ok, why) => {
  const read = readJson(text);
  expect([read.ok, read.ok ? undefined : read.why]).toEqual([ok, why]);
  expect(shapeOf(text)).toEqual(shapeOf(new TextEncoder().encode(text)));
});
