/**
 * Writes characters beyond Latin-1 as escapes. One such character makes V8 keep the text of a whole file with two bytes a
 * character, which is megabytes of memory for a few quotation marks.
 */
const WIDE = /[^\0-\xff]/g;
const ESCAPE_LENGTH = 6;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Where an escape would say something else than the character: behind a backslash, and in a text that is read with its escapes. */
const UNSAFE = /(?<!\\)(?:\\\\)*\\[^\0-\xff]|String\.raw`[^`]*[^\0-\xff]/;
/** Half of a character can be escaped in a text, but not in a name, and pairs stand in names of some tables. */
const PAIR_IN_NAME = /(?:^|[{,;.\s])[\w$]*[\ud800-\udbff][\udc00-\udfff][\w$]*\s*[:=(,.;})\]]/;

/**
 * @param {string} code minified JavaScript without comments
 * @param {{ mappings: string }} map of the code
 * @returns {{ code: string, map: object }} with the columns moved accordingly; both unchanged where that is not safe
 */
export function oneByte(code, map) {
  if (UNSAFE.test(code) || PAIR_IN_NAME.test(code)) return { code, map };
  const lines = code.split('\n');
  const mapped = map.mappings.split(';').map((segments, line) => moved(segments, wideColumns(lines[line] ?? '')));
  return { code: code.replace(WIDE, escape), map: { ...map, mappings: mapped.join(';') } };
}

const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const wideColumns = (line) => [...line.matchAll(WIDE)].map(({ index }) => index);

/** A segment begins with the distance to the column of the one before; the rest of it stays. */
function moved(segments, wide) {
  let [column, next, before] = [0, 0, 0];
  if (segments === '' || wide.length === 0) return segments;
  return segments
    .split(',')
    .map((segment) => {
      const { value, length } = readVlq(segment);
      column += value;
      while (next < wide.length && wide[next] < column) next += 1;
      const after = column + next * (ESCAPE_LENGTH - 1);
      const written = writeVlq(after - before);
      before = after;
      return written + segment.slice(length);
    })
    .join(',');
}

function readVlq(text) {
  let [value, shift, length, digit] = [0, 0, 0, 0];
  do {
    digit = DIGITS.indexOf(text[length++]);
    value |= (digit & 31) << shift;
    shift += 5;
  } while (digit & 32);
  return { value: value & 1 ? -(value >> 1) : value >> 1, length };
}

function writeVlq(value) {
  let [rest, text] = [value < 0 ? (-value << 1) | 1 : value << 1, ''];
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
