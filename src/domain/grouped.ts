/** Groups a list by a key, in order of the first of each. The plugin's target has no `Map.groupBy`. */
export function groupedBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const own = groups.get(key);
    if (own === undefined) {
      groups.set(key, [item]);
    } else {
      own.push(item);
    }
  }
  return groups;
}
