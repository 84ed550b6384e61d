import { expect, it } from 'vitest';
import { beginDraft, followStored, isChanged, savedDraft } from './stored-draft.ts';

const first = { name: 'Shop', delay: '0s', tags: ['a'] };
const edited = { ...beginDraft(first), draft: { ...first, delay: '2m' } };

it('is changed while it differs from what it began with', () => {
  expect([isChanged(beginDraft(first)), isChanged(edited)]).toEqual([false, true]);
});

it('follows a newer version, except where somebody changed a field', () => {
  const now = followStored(edited, { name: 'Webshop', delay: '5m', tags: ['a', 'b'] });
  expect(now.draft).toEqual({ name: 'Webshop', delay: '2m', tags: ['a', 'b'] });
  expect(isChanged(now)).toBe(true);
});

it('follows a save, as the server wrote it', () => {
  const saved = savedDraft(edited, edited.draft);
  expect(isChanged(saved)).toBe(false);
  const now = followStored(saved, { ...first, delay: '120s' });
  expect([now.draft.delay, isChanged(now)]).toEqual(['120s', false]);
});

it('keeps what was typed between a save and its answer', () => {
  const typing = { ...edited, draft: { ...edited.draft, name: 'Shop 2' } };
  const now = followStored(savedDraft(typing, edited.draft), { ...first, delay: '2m' });
  expect([now.draft, isChanged(now)]).toEqual([{ ...first, delay: '2m', name: 'Shop 2' }, true]);
});

it('stays the same object while nothing new arrives', () => {
  expect(followStored(edited, { ...first })).toBe(edited);
});
