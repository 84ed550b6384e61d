/** Reads JSON that another side wrote, which may be an error page of a proxy or cut in the middle. */
import { readJson as readAnyJson } from '#contract/foreign/json-shape';

/** Some ten milliseconds; the longest answers that are read have half as many. */
const MOST_VALUES = 100_000;

/** @returns null: not JSON, or more of it than any service answers */
export function readJson(text: string): unknown {
  const read = readAnyJson(text, MOST_VALUES);
  return read.ok ? read.value : null;
}

/** @returns null: not JSON, or neither an object nor a list */
export function readObject(text: string): object | null {
  const value = readJson(text);
  return typeof value === 'object' ? value : null;
}
