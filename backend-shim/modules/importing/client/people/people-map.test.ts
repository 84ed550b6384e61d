import { expect, test } from 'vitest';
import { mapPeople } from './people-map.ts';

const person = (id: string, email: string | null, username: string | null) => ({ id, name: id, email, username });
const known = [
  { login: 'ann', email: 'Ann@example.com' },
  { login: 'ben', email: null },
  { login: 'cleo@example.com', email: null },
  { login: 'dee', email: 'dee@example.com' },
].map((one) => ({ ...one, isFromFile: false, hasMethods: false, version: 1 }));

test.each([
  ['by the mail address, whatever the case', person('p', 'ann@Example.com', null), 'ann', 'mail'],
  ['by the mail address before the login', person('p', 'ann@example.com', 'ben'), 'ann', 'mail'],
  ['by the login, whatever the case', person('p', 'other@example.com', 'Ben'), 'ben', 'login'],
  ['by a login that is a mail address', person('p', 'cleo@example.com', null), 'cleo@example.com', 'login'],
  ['by nothing', person('p', 'eve@example.com', 'eve'), null, 'nothing'],
  ['by nothing, having neither', person('p', null, null), null, 'nothing'],
])('somebody is found %s', (_, one, login, by) => {
  expect(mapPeople([one], new Map(), known).people).toEqual([{ ...one, login, by }]);
});

test('what a person wrote in the map counts before all else; whoever is unknown keeps the turn', () => {
  const people = [
    person('p1', 'ann@example.com', null),
    person('p2', 'x@example.com', 'ben'),
    person('p3', null, null),
  ];
  const map = mapPeople(people, new Map([['x@example.com', 'dee']]), known);
  expect(['p1', 'p2', 'p3'].map((id) => map.loginOf(id))).toEqual(['ann', 'dee', 'unknown:p3']);
  expect(map.unknown()).toEqual(['unknown:p3']);
});

test('somebody whom the source no longer lists is asked for, and found in the map like any other', () => {
  const choices = new Map<string, string | []>([
    ['gone-1', 'dee'],
    ['gone-2', []],
  ]);
  const map = mapPeople([person('p1', 'ann@example.com', null)], choices, known, (id) => `Name of ${id}`);
  expect(['gone-1', 'gone-2', 'gone-3', 'p1'].map((id) => map.loginOf(id))).toEqual([
    'dee',
    null,
    'unknown:gone-3',
    'ann',
  ]);
  expect(map.people.map(({ id, name, login, by }) => [id, name, login, by])).toEqual([
    ['p1', 'p1', 'ann', 'mail'],
    ['gone-1', 'Name of gone-1', 'dee', 'file'],
    ['gone-2', 'Name of gone-2', [], 'file'],
    ['gone-3', 'Name of gone-3', null, 'nothing'],
  ]);
  expect(map.unknown()).toEqual(['unknown:gone-3']);
});
