/** Keeps objects that a newer answer repeats unchanged, so that only what changed is drawn again. */
import { useRef } from 'react';

export function useSame<T extends { id: string }>(items: readonly T[]): readonly T[] {
  const known = useRef(new Map<string, { text: string; item: T }>());
  const last = useRef<{ from: readonly T[]; items: readonly T[] }>({ from: [], items: [] });
  if (last.current.from !== items) {
    const next = new Map(
      items.map((item) => {
        const text = JSON.stringify(item);
        const before = known.current.get(item.id);
        return [item.id, before?.text === text ? before : { text, item }];
      }),
    );
    known.current = next;
    last.current = { from: items, items: [...next.values()].map(({ item }) => item) };
  }
  return last.current.items;
}
