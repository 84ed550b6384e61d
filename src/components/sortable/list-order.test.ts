import { expect, it } from 'vitest';
import { freeKey, putBack } from './list-order.ts';

const [first, second, third] = [0, 1, 2].map((key) => ({ key, text: `item ${key}` })) as [Item, Item, Item];
type Item = { key: number; text: string };

it('an item that was removed comes back where it was', () => {
  expect(putBack([first, third], second, 1)).toEqual([first, second, third]);
  expect(putBack([], second, 1)).toEqual([second]);
});

it('an item keeps its own key, unless one that was added meanwhile has it', () => {
  const added = { key: freeKey([first]), text: 'added' };
  expect(added.key).toBe(second.key);
  expect(putBack([first, added], second, 1)).toEqual([first, { ...second, key: 2 }, added]);
});
