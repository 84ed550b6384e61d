/** Reads values that others wrote: own properties only, and text only where text is expected. */

export type RawFields = Record<string, unknown>;

export function isRecord(value: unknown): value is RawFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ignores the prototype chain, so that a field named `constructor` is absent unless it was sent. */
export function own(fields: RawFields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/**
 * A text, number or boolean as trimmed text; null for everything else and for blank text. NUL cannot be stored and is
 * removed.
 */
export function scalar(value: unknown): string | null {
  if (typeof value === 'string') {
    return (value.includes('\0') ? value.replaceAll('\0', '') : value).trim() || null;
  }
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : null;
}

/** The first of `names` with a value, in order. */
export function firstScalar(fields: RawFields, names: readonly string[]): string | null {
  for (const name of names) {
    const found = scalar(own(fields, name));
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** The type of a value, for an error message. */
export function kindOf(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
