import { expect, test } from 'vitest';
import { mayApply, stagesOf } from './stages.ts';

const at = '2026-12-21T07:30:20.000Z';
const read = {
  fetchedAt: at,
  plannedAt: at,
  peopleConfirmed: false,
  unknownPeople: 2,
  proof: { at, seconds: 10, equal: 10, unexplained: 0 },
  appliedAt: null,
  switchedAt: null,
};
const mapped = { ...read, peopleConfirmed: true, unknownPeople: 0 };

test.each([
  ['nothing was read', { ...read, fetchedAt: null, plannedAt: null, proof: null }, 'read', false],
  ['people are unknown', read, 'people', false],
  ['everybody is mapped, and nobody confirmed it', { ...read, unknownPeople: 0 }, 'people', false],
  ['people were mapped after the plan', { ...mapped, plannedAt: null, proof: null }, 'people', false],
  ['something is unexplained', { ...mapped, proof: { at, seconds: 10, equal: 9, unexplained: 1 } }, 'compare', false],
  ['all is explained', mapped, 'apply', true],
  ['it was applied', { ...mapped, appliedAt: at }, 'switch', true],
  ['the team has switched', { ...mapped, appliedAt: at, switchedAt: at }, undefined, true],
])('%s', (_, one, next, isReady) => {
  expect(stagesOf(one).find(({ isNext }) => isNext)?.stage).toBe(next);
  expect(mayApply(one)).toBe(isReady);
});
