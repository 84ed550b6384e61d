import { expect, it } from 'vitest';
import { groupsOf } from './suite.mjs';

it('runs what mostly waits beside what computes, where both are asked for', () => {
  expect(groupsOf(['oracle', 'stories', 'faults', 'browser'])).toEqual([
    ['oracle'],
    ['stories', 'faults'],
    ['browser'],
  ]);
  expect(groupsOf(['faults', 'browser'])).toEqual([['faults'], ['browser']]);
  expect(groupsOf(['unit', 'stories'])).toEqual([['unit'], ['stories']]);
});
