import { expect, it } from 'vitest';
import { isByNumber, numberState } from './phone-number.ts';

it.each([
  ['', 'begun'],
  ['+', 'begun'],
  ['+33 6 12', 'begun'],
  ['+33 6 12 34 56 78', '+33612345678'],
  [' +1 (555) 010-0199 ', '+15550100199'],
  ['06 12 34 56 78', 'country'],
  ['0033 6 12 34 56 78', 'country'],
  ['+0612345678', 'country'],
  ['+33 six', 'characters'],
  ['ann@example.com', 'characters'],
  ['+1234567890123456', 'too-long'],
])('%s is %s', (text, expected) => {
  const state = numberState(text);
  expect(state.kind === 'complete' ? state.number : state.kind === 'wrong' ? state.why : state.kind).toBe(expected);
});

it('only texts and calls go to numbers', () => {
  expect(['sms', 'voice', 'email', 'webhook'].filter(isByNumber)).toEqual(['sms', 'voice']);
});
