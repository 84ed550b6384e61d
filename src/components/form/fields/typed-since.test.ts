import { expect, it } from 'vitest';
import { typedSince } from './typed-since.ts';

it.each([
  ['ben', 'ben', '', 'nothing more was typed'],
  ['ben', 'benann', 'ann', 'the next name began before the choice was told'],
  ['ben', 'ann', 'ann', 'the text was replaced'],
  ['', 'a', 'a', 'a list that was not searched'],
])('the text %j became %j, and %j is left: %s', (found, text, left) => {
  expect(typedSince(found, text)).toBe(left);
});
