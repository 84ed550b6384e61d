import { expect, it } from 'vitest';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';

const EMPTY = { text: '' };

it('a draft is there again for the same dialog alone, until it is forgotten', () => {
  expect(keptDraft('note 1', EMPTY)).toBe(EMPTY);
  keepDraft('note 1', { text: 'the disk' });
  expect([keptDraft('note 1', EMPTY), keptDraft('note 2', EMPTY)]).toEqual([{ text: 'the disk' }, EMPTY]);
  forgetDraft('note 1');
  expect(keptDraft('note 1', EMPTY)).toBe(EMPTY);
});
