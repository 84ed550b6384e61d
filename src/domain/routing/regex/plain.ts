/**
 * Reads the regular expressions that people mostly write: names, lists of names, and names with `.` and `.*` between.
 * They need no program: names are looked up in a set, and the rest is compared part by part, so that a list of 200 hosts
 * is as quick as one. Everything else (classes, counted repeats, flags) is for RE2, and means the same there.
 */

/** Stand for `.` and `.*` in a read alternative, and for a character of two units in a text; no text has them. */
const ANY = '\uFDD0';
const STAR = '\uFDD1';
const ASTRAL = '\uFDD2';

/** Alternatives after all combinations of `(a|b)(c|d)` are written out, and their characters together. */
const MOST_ALTERNATIVES = 2_000;
const MOST_CHARACTERS = 60_000;
const DEEPEST = 8;

export interface PlainPattern {
  matches(text: string): boolean;
  /** What a character of the text costs, in instructions of RE2. */
  weight: number;
  /** Characters kept. */
  size: number;
}

interface Reader {
  text: string;
  at: number;
}

/** Characters that RE2 gives a meaning, those that stand for something here, and what `.` does not match. */
const OTHER = /[*+?{}[\]^$\n\uD800-\uDFFF\uFDD0-\uFDD2]/;
const QUANTIFIERS = '*+?{';

/** @returns null: RE2 must read it */
export function plainPattern(pattern: string): PlainPattern | null {
  const ignoresCase = pattern.startsWith('(?i)');
  // RE2 folds letters of other alphabets by its own table.
  if (ignoresCase && /[^ -~]/.test(pattern)) {
    return null;
  }
  const reader: Reader = { text: ignoresCase ? pattern.slice(4).toLowerCase() : pattern, at: 0 };
  // `\D` is no `\d`: an escape of a letter is refused below, so lower case changes no meaning.
  const read = readAlternatives(reader, 0);
  if (read === null || reader.at < reader.text.length) {
    return null;
  }
  return matcherOf(read, ignoresCase);
}

function readAlternatives(reader: Reader, depth: number): string[] | null {
  const all: string[] = [];
  for (;;) {
    const one = readSequence(reader, depth);
    if (one === null) {
      return null;
    }
    all.push(...one);
    if (all.length > MOST_ALTERNATIVES) {
      return null;
    }
    if (reader.text[reader.at] !== '|') {
      return all;
    }
    reader.at++;
  }
}

function readSequence(reader: Reader, depth: number): string[] | null {
  let made = [''];
  // The whole text is matched in any case.
  if (depth === 0 && reader.text[reader.at] === '^') {
    reader.at++;
  }
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    if (depth === 0 && /^\$(?:\||$)/.test(reader.text.slice(reader.at, reader.at + 2))) {
      reader.at++;
      break;
    }
    const atom = readAtom(reader, depth);
    if (atom === null || made.length * atom.length > MOST_ALTERNATIVES) {
      return null;
    }
    made =
      atom.length === 1
        ? made.map((one) => one + (atom[0] ?? ''))
        : made.flatMap((one) => atom.map((next) => one + next));
    if (made.length > 1 && made.reduce((sum, one) => sum + one.length, 0) > MOST_CHARACTERS) {
      return null;
    }
  }
  return made;
}

function readAtom(reader: Reader, depth: number): string[] | null {
  const atom = readOne(reader, depth);
  const after = reader.text[reader.at] ?? '';
  if (atom === null || after === '' || !QUANTIFIERS.includes(after)) {
    return atom;
  }
  reader.at++;
  const isTwice = QUANTIFIERS.includes(reader.text[reader.at] ?? 'x');
  if (isTwice) {
    return null;
  }
  if (after === '?') {
    return [...atom, ''];
  }
  const isAny = atom.length === 1 && atom[0] === ANY;
  return isAny && after !== '{' ? [after === '*' ? STAR : ANY + STAR] : null;
}

function readOne(reader: Reader, depth: number): string[] | null {
  const { text, at } = reader;
  const char = text[at] ?? '';
  if (char === '(') {
    const isCounted = text[at + 1] !== '?';
    if (depth === DEEPEST || (!isCounted && text[at + 2] !== ':')) {
      return null;
    }
    reader.at += isCounted ? 1 : 3;
    const inside = readAlternatives(reader, depth + 1);
    const isClosed = reader.text[reader.at] === ')';
    reader.at++;
    return isClosed ? inside : null;
  }
  if (char === '\\') {
    const next = text[at + 1] ?? '';
    reader.at += 2;
    return /^[!-/:-@[-`{-~]$/.test(next) ? [next] : null;
  }
  reader.at++;
  return char === '.' ? [ANY] : OTHER.test(char) ? null : [char];
}

function matcherOf(alternatives: readonly string[], ignoresCase: boolean): PlainPattern {
  const isName = (one: string) => !one.includes(ANY) && !one.includes(STAR);
  const names = new Set(alternatives.filter(isName));
  const shapes = [...new Set(alternatives.filter((one) => !isName(one)))].map((one) => one.split(STAR));
  return {
    matches: (given) => {
      const text = ignoresCase ? folded(given) : given;
      if (names.has(text)) {
        return true;
      }
      if (shapes.length === 0 || text.includes('\n')) {
        return false;
      }
      const units = text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ASTRAL);
      return shapes.some((parts) => hasShape(parts, units));
    },
    weight: shapes.length / 16 + shapes.reduce((sum, parts) => sum + searchWeight(parts), 0),
    size: alternatives.reduce((sum, one) => sum + one.length + 50, 0),
  };
}

/** RE2 folds two letters beyond ASCII to letters of ASCII: the signs of Kelvin and the long s. */
function folded(text: string): string {
  return text.replace(/[A-Z\u212A\u017F]/g, (char) =>
    char === '\u212A' ? 'k' : char === '\u017F' ? 's' : char.toLowerCase(),
  );
}

/** Parts that are searched for: not the first, and not the last, which stand at the ends. */
function searchWeight(parts: readonly string[]): number {
  return parts.slice(1, -1).reduce((sum, part) => sum + 1 + part.length / (part.includes(ANY) ? 4 : 20), 0);
}

/** Whether a text is these parts, with anything between them. Each part is taken as early as it can be. */
function hasShape(parts: readonly string[], text: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) {
    return first.length === text.length && isAt(first, text, 0);
  }
  const end = text.length - last.length;
  if (end < first.length || !isAt(first, text, 0) || !isAt(last, text, end)) {
    return false;
  }
  let at = first.length;
  for (const part of others) {
    const found = placeOf(part, text, at, end);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return true;
}

function isAt(part: string, text: string, at: number): boolean {
  for (let i = 0; i < part.length; i++) {
    if (part[i] !== ANY && part[i] !== text[at + i]) {
      return false;
    }
  }
  return true;
}

function placeOf(part: string, text: string, from: number, end: number): number {
  if (!part.includes(ANY)) {
    const found = text.indexOf(part, from);
    return found >= 0 && found + part.length <= end ? found : -1;
  }
  for (let at = from; at + part.length <= end; at++) {
    if (isAt(part, text, at)) {
      return at;
    }
  }
  return -1;
}
