import { expect, test } from 'vitest';
import { policyOptions } from './policy-options.ts';

const teams = [
  { key: 'a', text: 'Alpha' },
  { key: 'b', text: 'Beta' },
  { key: 'z', text: 'Zeta' },
];
const policies = [
  { key: 'calm', text: 'Calm', team: 'z' },
  { key: 'day', text: 'Day', team: 'a' },
  { key: 'every', text: 'Every', team: null },
  { key: 'first', text: 'First', team: 'b' },
  { key: 'gone', text: 'Gone', team: 'deleted' },
  { key: 'night', text: 'Night', team: 'a' },
];

test('by team, the reader’s own first, those of nobody last', () => {
  expect(policyOptions(policies, teams, ['z']).map(({ label, group }) => `${group}: ${label}`)).toEqual([
    'Zeta: Calm',
    'Alpha: Day',
    'Alpha: Night',
    'Beta: First',
    'deleted: Gone',
    'Without a team: Every',
  ]);
});

test('a heading that would stand above all of them is left out', () => {
  expect(policyOptions([{ key: 'day', text: 'Day', team: 'a' }], teams, [])).toEqual([{ value: 'day', label: 'Day' }]);
});
