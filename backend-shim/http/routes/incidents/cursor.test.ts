import { expect, it } from 'vitest';
import type { IncidentSort } from '#contract/incidents/incident';
import { cursorOf, positionIn } from './cursor.ts';

it.each<[IncidentSort, { rank: number; place: number }, string]>([
  ['-opened', { rank: 0, place: -17 }, '17'],
  ['opened', { rank: 0, place: 17 }, '17'],
  ['severity', { rank: 3, place: 17 }, '3.17'],
  ['attention', { rank: 90, place: -17 }, '90.-17'],
])('a page of %s that ended at %j goes on at %s', (sort, position, cursor) => {
  expect(cursorOf(sort, position)).toBe(cursor);
  expect(positionIn(sort, cursor)).toEqual(position);
});

it.each<[IncidentSort, string]>([
  ['-opened', '3.17'],
  ['opened', '-17'],
  ['attention', '17'],
  ['severity', '1e3.1'],
])('a page of %s has no cursor %s', (sort, cursor) => {
  expect(() => positionIn(sort, cursor)).toThrow(/same `sort`/);
});
