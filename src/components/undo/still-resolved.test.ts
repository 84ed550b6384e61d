import { expect, it } from 'vitest';
import { stillResolved } from './still-resolved.ts';

const item = (id: string, error: string | null) => ({ id, ok: error === null, error, reason: null });

it('names the incidents that were not reopened', () => {
  const answer = { items: [item('a', null), item('b', 'Too late.')] };
  expect(stillResolved(answer, new Map([['b', '#12 Disk full']]))).toMatchObject({
    kind: 'in-the-way',
    details: [{ path: '#12 Disk full', message: 'Too late.' }],
  });
});

it('is no failure when all were', () => {
  expect(stillResolved({ items: [item('a', null)] }, new Map())).toBeNull();
});
