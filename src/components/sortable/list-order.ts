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
