/** How JSON is built, found out in one pass over its bytes, before anything is made of it. */
export interface JsonShape {
  /** Brackets within brackets at the deepest place. */
  depth: number;
  /** At most this many objects, arrays, names and values. */
  values: number;
}

/** Deeper than any monitor nests; JSON.parse needs seconds, and whoever walks the result a stack, for what is deep enough. */
export const MOST_DEPTH = 100;
/** More than 5 MiB of real alerts have. */
export const MOST_VALUES = 500_000;
/** Bytes of memory that each takes once it is read, about. */
export const BYTES_A_VALUE = 48;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Linear. Of what is no JSON it says something, too, which does not matter. */
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

/** Why it is not read; null: it may be. */
export function misshapen({ depth, values }: JsonShape): string | null {
  if (depth > MOST_DEPTH) {
    return `the JSON is nested ${depth} levels deep; at most ${MOST_DEPTH} are taken`;
  }
  return values > MOST_VALUES ? `the JSON has more than ${MOST_VALUES} values; send it in several requests` : null;
}
