import { expect, it } from 'vitest';
import { longPage } from './page.ts';

const MIB = 1024 * 1024;

function world(lengths: readonly number[]) {
  const all = lengths.map((length, i) => ({ id: String(i).padStart(3, '0'), length }));
  let most = 0;
  const page = (limit: number, after: string | null = null) =>
    longPage({
      limit,
      after,
      read: (last, count) => {
        most = Math.max(most, count);
        return Promise.resolve(all.filter(({ id }) => last === null || id > last).slice(0, count));
      },
      lengthOf: ({ length }) => length,
    });
  return { page, most: () => most };
}

it.each([
  [0, 20],
  [19, 20],
  [20, 20],
  [21, 20],
  [45, 20],
  [45, 500],
])('%i short rows in pages of %i come whole, in order', async (count, limit) => {
  const { page, most } = world(Array.from({ length: count }, () => 10));
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { rows, next } = await page(limit, after);
    expect(rows.length).toBeLessThanOrEqual(limit);
    seen.push(...rows.map(({ id }) => id));
    after = next;
  } while (after !== null);
  expect(seen).toEqual(Array.from({ length: count }, (_, i) => String(i).padStart(3, '0')));
  expect(most()).toBeLessThanOrEqual(2);
});

it('a page of long rows ends early, and the next goes on there', async () => {
  const { page } = world(Array.from({ length: 50 }, () => MIB));
  const first = await page(50);
  expect([first.rows.length, first.next]).toEqual([2, '001']);
  expect((await page(50, first.next)).rows[0]?.id).toBe('002');
});
