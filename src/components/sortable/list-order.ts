/** Reorders lists whose order people choose. */

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, i) => i !== from);
  const item = items[from];
  return item === undefined || to < 0 || to >= items.length
    ? [...items]
    : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** An unused key, so that each entry keeps its place on the screen while others move. */
export function freeKey(items: ReadonlyArray<{ key: number }>): number {
  return Math.max(-1, ...items.map(({ key }) => key)) + 1;
}

/** The list with an item that was taken out of it, at its place, as far as the list is that long. */
export function putBack<T extends { key: number }>(items: readonly T[], item: T, index: number): T[] {
  const isTaken = items.some(({ key }) => key === item.key);
  return [...items.slice(0, index), isTaken ? { ...item, key: freeKey(items) } : item, ...items.slice(index)];
}
