/** Measures the depth and size of JSON in one pass over its bytes, before it is parsed. */
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
export function shapeOf(bytes: Uint8Array): JsonShape {
  let [depth, deepest, values] = [0, 0, 1];
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
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

/** Why the body is refused; null if it may be parsed. */
export function misshapen({ depth, values }: JsonShape): string | null {
  if (depth > MOST_DEPTH) {
    return `the JSON is nested ${depth} levels deep; at most ${MOST_DEPTH} are taken`;
  }
  return values > MOST_VALUES ? `the JSON has more than ${MOST_VALUES} values; send it in several requests` : null;
}
