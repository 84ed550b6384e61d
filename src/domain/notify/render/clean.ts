/** Makes foreign text of monitors fit for display, whatever its length and control characters. */

// Line and paragraph separators, C0 and C1 controls (tab and newline become spaces), marks that reorder text, with
// which a title could pretend to say something else, and halves of characters, which no encoding can carry.
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Cuts to `length` UTF-16 units, never inside a character, and ends with `…` if something was cut. */
export function clip(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const last = text.charCodeAt(length - 2);
  const isTorn = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, isTorn ? length - 2 : length - 1).trimEnd()}…`;
}

/** One visible line of at most `length` units. */
export function oneLine(text: string, length: number): string {
  // Cuts first: cleaning a title of megabytes would be wasteful.
  return clip(
    text
      .slice(0, length * 4)
      .replace(UNSEEN, '')
      .replace(/\s+/g, ' ')
      .trim(),
    length,
  );
}

/** Several lines, at most `length` units, with at most one empty line in a row. */
export function manyLines(text: string, length: number): string {
  const lines = text
    .slice(0, length * 4)
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '');
  return clip(
    lines
      .replace(/[^\S\n]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    length,
  );
}
