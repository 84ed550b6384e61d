/**
 * Writes characters beyond Latin-1 as escapes. One such character makes V8 keep the text of a whole file with two bytes a
 * character, which is megabytes of memory for a few quotation marks.
 */
const WIDE = /[^\0-\xff]/g;
const ESCAPE_LENGTH = 6;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * @param {string} code minified JavaScript without comments, in which `\u…` means the same character everywhere
 * @param {{ mappings: string }} map of the code
 * @returns {{ code: string, map: object }} with the columns moved accordingly
 */
export function oneByte(code, map) {
  if (/String\.raw`[^`]*[^\0-\xff]/.test(code))
    throw new Error('String.raw would see the escapes. Leave this file as it is.');
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
