import { expect, test } from 'vitest';
import type { ImportPersonWire } from '#modules/importing/contract/wizard';
import { choicesBody, isChanged, openChoices } from './people-draft.ts';

const person = (id: string, change: Partial<ImportPersonWire> = {}): ImportPersonWire => ({
  id,
  name: id,
  email: null,
  username: null,
  login: null,
  leaveEmpty: false,
  by: 'nothing',
  ...change,
});
const people = [
  person('p1', { login: 'ann', by: 'mail' }),
  person('p2'),
  person('p3', { leaveEmpty: true, by: 'file' }),
];

test('what was found stays unless it is changed', () => {
  expect(openChoices(people, {})).toBe(1);
  expect(isChanged(people, {})).toBe(false);
  expect(isChanged(people, { p1: { login: 'ann' } })).toBe(false);
  expect(isChanged(people, { p1: null })).toBe(true);
  expect(openChoices(people, { p2: 'nobody' })).toBe(0);
});

test('everybody is sent, with a login, with empty turns, or as not known', () => {
  expect(choicesBody(people, { p2: { login: 'ben' }, p1: null }, true)).toEqual({
    confirmed: true,
    people: [
      { id: 'p1', login: null, leaveEmpty: false },
      { id: 'p2', login: 'ben', leaveEmpty: false },
      { id: 'p3', login: null, leaveEmpty: true },
    ],
  });
});
