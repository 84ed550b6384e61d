import { expect, test } from 'vitest';
import { didYouMean, nearest } from '#contract/base/nearest';

const known = ['policy', 'timeZone', 'acknowledge', 'id'];

test.each([
  ['polcy', 'policy'],
  ['time_zone', 'timeZone'],
  ['timezone', 'timeZone'],
  ['acknowlege', 'acknowledge'],
  ['ID', 'id'],
  ['di', 'id'],
  ['ab', null],
  ['weather', null],
  ['x'.repeat(10_000), null],
])('%s means %s', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

test('nothing is suggested where nothing is close', () => {
  expect(didYouMean('weather', known)).toBe('');
  expect(didYouMean('polcy', known)).toBe(' Did you mean "policy"?');
});
