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
  const named = items.map((item) => ({ item, id: idOf(item) }));
  const rest = cursor === undefined ? named : named.filter(({ id }) => compare(id, cursor) > 0);
  const page = rest.sort((a, b) => compare(a.id, b.id)).slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(({ item }) => item), next: rest.length > limit && last !== undefined ? last.id : null };
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
