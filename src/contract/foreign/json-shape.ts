/** Measures the depth and size of JSON in one pass, before it is parsed. Nothing that a stranger wrote is parsed otherwise. */
export interface JsonShape {
  /** Deepest nesting of brackets. */
  depth: number;
  /** Upper bound of the number of objects, arrays, names and values. */
  values: number;
}

/**
 * No monitor nests deeper. Very deep JSON costs JSON.parse seconds, and overflows the stack of code that walks the
 * result.
 */
export const MOST_DEPTH = 100;
/** More than 5 MiB of real alerts contain. */
export const MOST_VALUES = 500_000;
/** Approximate memory, in bytes, that each parsed value takes. */
export const BYTES_A_VALUE = 48;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Runs in linear time. The result for invalid JSON is meaningless but harmless. */
export function shapeOf(json: Uint8Array | string): JsonShape {
  let [depth, deepest, values] = [0, 0, 1];
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = typeof json === 'string' ? json.charCodeAt(i) : json[i];
    if (inText) {
      if (byte === BACKSLASH) {
        i++;
      } else if (byte === QUOTE) {
        inText = false;
      }
    } else if (byte === QUOTE) {
      inText = true;
    } else if (byte === COMMA || byte === COLON) {
      values++;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      values++;
      depth++;
      deepest = depth > deepest ? depth : deepest;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth--;
    }
  }
  return { depth: deepest, values };
}

/** Why the JSON is refused; null if it may be parsed. */
export function misshapen({ depth, values }: JsonShape, mostValues = MOST_VALUES): string | null {
  if (depth > MOST_DEPTH) {
    return `the JSON is nested ${depth} levels deep; at most ${MOST_DEPTH} are taken`;
  }
  return values > mostValues ? `the JSON has more than ${mostValues} values; send it in several requests` : null;
}

export type JsonRead = { ok: true; value: unknown } | { ok: false; why: 'no-json' | 'misshapen'; detail: string };

/**
 * Parses what another system answered. Its size is for whoever receives it to bound.
 *
 * @param mostValues 100,000 take some 10 ms
 */
export function readJson(text: string, mostValues = MOST_VALUES): JsonRead {
  const wrong = misshapen(shapeOf(text), mostValues);
  if (wrong !== null) {
    return { ok: false, why: 'misshapen', detail: wrong };
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    // An error page of a proxy, or an answer that was cut.
    return { ok: false, why: 'no-json', detail: (error as Error).message };
  }
}
