import { expect, it } from 'vitest';
import { forgetProposed, propose, proposedOf } from './proposed-draft.ts';

it('a proposed draft is for one editor, and stays until that has been shown', () => {
  propose('policies', 'sre', { name: 'SRE' });
  propose('policies', null, { name: 'New' });
  expect(proposedOf('policies', 'other')).toBeNull();
  expect(proposedOf('integrations', 'sre')).toBeNull();
  expect(proposedOf('policies', ''), 'an editor without an object yet').toBeNull();
  expect(proposedOf('policies', 'sre')).toEqual({ name: 'SRE' });
  expect(proposedOf('policies', 'sre'), 'a rendering that is thrown away takes nothing').toEqual({ name: 'SRE' });
  forgetProposed('policies', 'sre');
  expect(proposedOf('policies', 'sre')).toBeNull();
  expect(proposedOf('policies', null)).toEqual({ name: 'New' });
});
