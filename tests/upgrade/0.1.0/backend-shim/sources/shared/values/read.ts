/** Reading values that somebody else wrote: own properties only, text only where text is meant. */

export type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never looks up the prototype chain, so that a field named `constructor` is absent unless it was sent. */
export function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Text, number or boolean as trimmed text; null for everything else and for blank text. NUL can't be stored and is nothing. */
export function scalar(value: unknown): string | null {
  if (typeof value === 'string') {
    return (value.includes('\0') ? value.replaceAll('\0', '') : value).trim() || null;
  }
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : null;
}

/** The first of `names` that holds something; names are tried in order. */
export function firstScalar(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const found = scalar(own(fields, name));
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** What a value is, for an error that a person reads. */
export function kindOf(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
