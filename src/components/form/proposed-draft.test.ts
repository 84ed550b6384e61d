import { expect, test } from 'vitest';
import { propose, takeProposed } from './proposed-draft.ts';

test('a draft is for the editor of its object, once', () => {
  propose('policies', 'sre', { name: 'SRE' });
  propose('policies', null, { name: 'New' });
  expect(takeProposed('policies', 'other')).toBeNull();
  expect(takeProposed('integrations', 'sre')).toBeNull();
  expect(takeProposed('policies', 'sre')).toEqual({ name: 'SRE' });
  expect(takeProposed('policies', 'sre')).toBeNull();
  expect(takeProposed('policies', null)).toEqual({ name: 'New' });
});
