/** Reads JSON that another side wrote, which may be an error page of a proxy or cut in the middle. */

/** @returns null: not JSON */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** @returns null: not JSON, or neither an object nor a list */
export function readObject(text: string): object | null {
  const value = readJson(text);
  return typeof value === 'object' ? value : null;
}
