import { expect, it } from 'vitest';
import type { BulkOutcome } from '../../api/resources/incidents.ts';
import { notUndone } from './not-undone.ts';

const item = (id: string, reason: string | null, error = 'Too late.'): BulkOutcome =>
  reason === null
    ? { id, ok: true, changed: true, error: null, reason }
    : { id, ok: false, changed: false, error, reason };

it('names the incidents that were not reopened', () => {
  const answer = { items: [item('a', null), item('b', 'a-later-reason')], failure: null };
  expect(notUndone('resolve', answer, new Map([['b', '#12 Disk full']]))).toMatchObject({
    kind: 'in-the-way',
    details: [{ path: '#12 Disk full', message: 'Too late.' }],
  });
});

it('names ten, and counts the others', () => {
  const items = Array.from({ length: 200 }, (_, i) => item(`i${i}`, 'x'));
  const { details = [] } = notUndone('acknowledge', { items, failure: null }, new Map()) ?? {};
  expect([details.length, details[0]?.path, details.at(-1)?.path]).toEqual([11, 'i0', '…']);
});

it('is no failure when all were', () => {
  expect(notUndone('snooze', { items: [item('a', null)], failure: null }, new Map())).toBeNull();
});
