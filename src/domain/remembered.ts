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

/**
 * The same for what differs in size: what was not asked for the longest is dropped first, so that neither many nor large
 * ones fill the memory.
 */
export function rememberedWithin<T extends object>(
  make: (source: string) => T,
  bytesOf: (source: string, made: T) => number,
  most: number,
): (source: string) => T {
  const made = new Map<string, T>();
  let bytes = 0;
  return (source) => {
    const known = made.get(source);
    if (known) {
      made.delete(source);
      made.set(source, known);
      return known;
    }
    const result = make(source);
    made.set(source, result);
    bytes += bytesOf(source, result);
    for (const [oldest, value] of made) {
      if (bytes <= most || made.size === 1) {
        break;
      }
      made.delete(oldest);
      bytes -= bytesOf(oldest, value);
    }
    return result;
  };
}
