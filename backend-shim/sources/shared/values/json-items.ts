/**
 * Reads a long list item by item from the bytes of its JSON: what another system answers may be many times as large as the
 * memory in which it is read.
 */
import { readJson } from '#contract/foreign/json-shape';
import { isRecord, type RawFields } from './read.ts';

/** Bytes of one item: a rule with thousands of series. */
const MOST_ITEM = 4 * 1024 * 1024;
const MOST_VALUES = 200_000;

const NO_LIST = 'the answer is not the list that it should be';

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Moves over JSON in linear time, and trusts nothing: what is no JSON ends in a value that cannot be parsed. */
class Walk {
  readonly #json: Uint8Array;
  #at = 0;

  constructor(json: Uint8Array) {
    this.#json = json;
  }

  /** Goes to the value of this field of the object that is next. */
  enter(name: string): boolean {
    if (!this.#takes(OPEN_OBJECT)) return false;
    while (this.#next() === QUOTE) {
      const key = this.slice();
      if (!this.#takes(COLON)) return false;
      if (parsed(key) === name) return true;
      this.slice();
      if (!this.#takes(COMMA)) return false;
    }
    return false;
  }

  /** The value that is next. */
  slice(): Uint8Array {
    this.#next();
    const start = this.#at;
    this.#skip();
    return this.#json.subarray(start, this.#at);
  }

  opensList(): boolean {
    return this.#takes(OPEN_ARRAY);
  }

  /** Whether the list ends here; null: neither an end nor another item. */
  endsList(isFirst: boolean): boolean | null {
    if (this.#takes(CLOSE_ARRAY)) return true;
    return isFirst || this.#takes(COMMA) ? false : null;
  }

  #next(): number | undefined {
    while ((this.#json[this.#at] ?? 0xff) <= 0x20) this.#at++;
    return this.#json[this.#at];
  }

  #takes(byte: number): boolean {
    const isIt = this.#next() === byte;
    if (isIt) this.#at++;
    return isIt;
  }

  #skip(): void {
    let depth = 0;
    do {
      const byte = this.#json[this.#at];
      if (byte === undefined) return;
      if (byte === QUOTE) {
        this.#skipText();
      } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
        depth++;
        this.#at++;
      } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
        depth--;
        this.#at++;
      } else if (byte === COMMA || byte === COLON || byte <= 0x20) {
        if (depth === 0) return;
        this.#at++;
      } else {
        this.#skipWord();
      }
    } while (depth > 0);
  }

  #skipText(): void {
    this.#at++;
    for (let byte = this.#json[this.#at]; byte !== undefined && byte !== QUOTE; byte = this.#json[this.#at]) {
      this.#at += byte === BACKSLASH ? 2 : 1;
    }
    this.#at++;
  }

  #skipWord(): void {
    for (let byte = this.#json[this.#at]; byte !== undefined && byte > 0x20; byte = this.#json[this.#at]) {
      if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || byte === COLON) return;
      this.#at++;
    }
  }
}

function parsed(bytes: Uint8Array): unknown {
  const read = readJson(new TextDecoder().decode(bytes), MOST_VALUES);
  return read.ok ? read.value : undefined;
}

/**
 * Hands over the bytes of each item of a list.
 *
 * @param path of the list, by names of fields
 * @param take says what is wrong with an item, which ends the reading
 * @returns what is wrong; null: all were taken
 */
export function eachSlice(
  json: Uint8Array,
  path: readonly string[],
  take: (item: Uint8Array) => string | null,
): string | null {
  const walk = new Walk(json);
  if (!path.every((name) => walk.enter(name)) || !walk.opensList()) {
    return NO_LIST;
  }
  for (let isFirst = true; ; isFirst = false) {
    const isOver = walk.endsList(isFirst);
    if (isOver !== false) {
      return isOver === null ? NO_LIST : null;
    }
    const item = walk.slice();
    if (item.length === 0) {
      return NO_LIST;
    }
    const wrong = take(item);
    if (wrong !== null) {
      return wrong;
    }
  }
}

/** Hands over each object of a list, parsed; what is no object is passed over. */
export function eachItem(
  json: Uint8Array,
  path: readonly string[],
  take: (item: RawFields) => string | null,
): string | null {
  return eachSlice(json, path, (slice) => {
    if (slice.length > MOST_ITEM) {
      return `an item of the answer is longer than ${MOST_ITEM / 1024 / 1024} MiB`;
    }
    const read = readJson(new TextDecoder().decode(slice), MOST_VALUES);
    if (!read.ok) {
      return read.why === 'no-json' ? NO_LIST : read.detail;
    }
    return isRecord(read.value) ? take(read.value) : null;
  });
}

/** The value of one field; undefined: there is none, or it is longer than a name. */
export function shortField(json: Uint8Array, name: string): unknown {
  const walk = new Walk(json);
  const value = walk.enter(name) ? walk.slice() : null;
  return value === null || value.length > MOST_NAME ? undefined : parsed(value);
}

const MOST_NAME = 4_096;
