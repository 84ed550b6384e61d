import { expect, it } from 'vitest';
import { groupsOf } from './suite.mjs';

it('runs what leaves a processor idle beside another part, where both are asked for', () => {
  expect(groupsOf(['format', 'types', 'lint', 'unit'])).toEqual([['types', 'format', 'lint'], ['unit']]);
  expect(groupsOf(['format', 'lint'])).toEqual([['format'], ['lint']]);
  expect(groupsOf(['oracle', 'stories', 'faults', 'browser'])).toEqual([
    ['oracle'],
    ['stories', 'faults'],
    ['browser'],
  ]);
  expect(groupsOf(['faults', 'browser'])).toEqual([['faults'], ['browser']]);
  expect(groupsOf(['unit', 'stories'])).toEqual([['unit'], ['stories']]);
});
