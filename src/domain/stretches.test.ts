import { expect, test } from 'vitest';
import { atOnce, mapChunked, withPauses } from './stretches.ts';

const items = Array.from({ length: 1001 }, (_, i) => i);
const doubled = items.map((item) => item * 2);

test('work in stretches pauses between them, and makes the same as at once', async () => {
  let pauses = 0;
  const work = mapChunked(items, (item) => item * 2);
  expect(await withPauses(work, async () => void pauses++)).toEqual(doubled);
  expect(pauses).toBe(4);
  expect(atOnce(mapChunked(items, (item) => item * 2))).toEqual(doubled);
});

test('few things are made without a pause', async () => {
  let pauses = 0;
  const work = mapChunked(items.slice(0, 250), (item, index) => item + index);
  expect((await withPauses(work, async () => void pauses++)).at(-1)).toBe(498);
  expect(pauses).toBe(0);
});

test('what fails in a stretch fails the whole', async () => {
  const work = mapChunked(items, (item) => {
    if (item === 600) throw new Error('item 600');
    return item;
  });
  await expect(withPauses(work, () => Promise.resolve())).rejects.toThrow('item 600');
});
