/** Pages through in-memory lists in the order of their ids. */
import type { ListPage } from '#contract/list';

export interface ListQuery {
  cursor?: string | undefined;
  limit: number;
}

export function pageOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  { cursor, limit }: ListQuery,
): ListPage<Item> {
  const sorted = [...items].sort((a, b) => compare(idOf(a), idOf(b)));
  const rest = cursor === undefined ? sorted : sorted.filter((item) => compare(idOf(item), cursor) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: rest.length > limit && last !== undefined ? idOf(last) : null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether every word of the query occurs in at least one of the texts. */
export function containsWords(query: string | undefined, texts: ReadonlyArray<string | null | undefined>): boolean {
  const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const all = texts.filter(Boolean).join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}
