/**
 * Caches what is made from texts that people wrote, since the same few patterns and templates come with every alert and
 * message. Bounded: the oldest entry is dropped first.
 */
export function remembered<T extends object>(make: (source: string) => T, most: number): (source: string) => T {
  const made = new Map<string, T>();
  return (source) => {
    const known = made.get(source);
    if (known) {
      return known;
    }
    const result = make(source);
    const oldest = made.size >= most ? made.keys().next().value : undefined;
    if (oldest !== undefined) {
      made.delete(oldest);
    }
    made.set(source, result);
    return result;
  };
}
