/**
 * Says how heavy a regular expression is before anything compiles it. The weight is at least the number of instructions
 * of the compiled program, so repeats multiply it: `(?:(?:.{0,10}){0,10}){0,10}` is thirty characters long and weighs
 * more than a thousand. What costs more than an instruction weighs more: classes of Unicode have hundreds of ranges, and
 * ranges that ignore case are folded letter by letter.
 *
 * Only sizes are read. Whether an expression is valid is for its compiler; a wrong one may weigh anything.
 */

/** Ranges of `\pL` cost as much as so many instructions, in each repetition… */
const UNICODE_CLASS = 20;
/** …and so many once, for reading the table. */
const UNICODE_TABLE = 100;
/** Ranges of a class that cost as much as an instruction, and letters to fold. */
const RANGES = 20;
const FOLDED = 10;
/** Begin, end and failure of every program. */
const FRAME = 8;

interface Group {
  /** Alternatives that are complete. */
  before: number;
  /** The alternative so far, without its last atom. */
  so: number;
  /** What a repetition that follows multiplies. */
  last: number;
}

interface Scan {
  pattern: string;
  at: number;
  /** What is paid once, however often it is repeated. */
  once: number;
  ignoresCase: boolean;
  groups: Group[];
}

export function weightOf(pattern: string): number {
  const scan: Scan = { pattern, at: 0, once: 0, ignoresCase: false, groups: [emptyGroup()] };
  while (scan.at < pattern.length) {
    take(scan);
  }
  return Math.ceil(scan.groups.reduce((sum, group) => sum + sizeOf(group), scan.once + FRAME));
}

function emptyGroup(): Group {
  return { before: 0, so: 0, last: 0 };
}

function sizeOf({ before, so, last }: Group): number {
  // A group captures, which takes an instruction at either end; an empty one takes one, too.
  return before + so + last + 3;
}

function add({ groups }: Scan, size: number): void {
  const group = groups[groups.length - 1] ?? emptyGroup();
  group.so += group.last;
  group.last = size;
}

function take(scan: Scan): void {
  const { pattern, at, groups } = scan;
  const group = groups[groups.length - 1] ?? emptyGroup();
  switch (pattern[at]) {
    case '(':
      open(scan);
      return;
    case ')':
      scan.at++;
      if (groups.length > 1) {
        groups.pop();
        add(scan, sizeOf(group));
      }
      return;
    case '|':
      scan.at++;
      group.before += group.so + group.last + 2;
      group.so = 0;
      group.last = 0;
      return;
    case '*':
    case '+':
    case '?':
      scan.at++;
      group.last += 2;
      return;
    case '{':
      repeat(scan, group);
      return;
    case '[':
      add(scan, charClass(scan));
      return;
    case '\\':
      escape(scan);
      return;
    default:
      scan.at++;
      add(scan, 1);
  }
}

const OPENING = /\((?:\?(?:P?<[^>]*>|([a-zA-Z-]*)([:)])))?/y;

function open(scan: Scan): void {
  OPENING.lastIndex = scan.at;
  const [whole = '(', flags = '', end] = OPENING.exec(scan.pattern) ?? [];
  scan.at += whole.length;
  scan.ignoresCase ||= flags.includes('i');
  if (end !== ')') {
    scan.groups.push(emptyGroup());
  }
}

const REPEAT = /\{(\d+)(,(\d*))?\}/y;

function repeat(scan: Scan, group: Group): void {
  REPEAT.lastIndex = scan.at;
  const [whole, least = '', range, most = ''] = REPEAT.exec(scan.pattern) ?? [];
  if (whole === undefined) {
    scan.at++;
    add(scan, 1);
    return;
  }
  scan.at += whole.length;
  // `x{2,4}` is written out as `xx(?:x(?:x)?)?`, and `x{2,}` as `xx+`.
  const optional = range === undefined ? 0 : Math.max(0, Number(most) - Number(least));
  group.last = Math.max(Number(least), 1) * group.last + optional * (group.last + 1) + 3;
}

const QUOTED = /\\Q([^]*?)(?:\\E|$)/y;

function escape(scan: Scan): void {
  const { pattern, at } = scan;
  if (pattern[at + 1] === 'Q') {
    QUOTED.lastIndex = at;
    const [whole = '', text = ''] = QUOTED.exec(pattern) ?? [];
    scan.at += whole.length;
    for (let i = 0; i < text.length; i++) {
      add(scan, 1);
    }
    return;
  }
  const { size, length } = escaped(scan, at);
  scan.at += length;
  add(scan, size);
}

const ESCAPED = /\\(?:([pP])(?:\{[^}]*\}|[^])|x\{([0-9a-fA-F]*)\}|x([0-9a-fA-F]{2})|([0-7]{1,3})|([^]))/uy;

/** An escape at a place; `code` is -1 for what stands for several characters. */
function escaped(scan: Scan, at: number): { size: number; length: number; code: number } {
  ESCAPED.lastIndex = at;
  const [whole = '\\', table, long, hex, octal, other = ''] = ESCAPED.exec(scan.pattern) ?? [];
  if (table !== undefined) {
    scan.once += UNICODE_TABLE;
    return { size: UNICODE_CLASS, length: whole.length, code: -1 };
  }
  const digits = long ?? hex;
  const code =
    digits !== undefined ? parseInt(digits, 16) : octal !== undefined ? parseInt(octal, 8) : other.codePointAt(0);
  return { size: 1, length: whole.length, code: code ?? -1 };
}

const NAMED = /\[:\^?[a-z]*:\]/y;

/** A class such as `[a-z]` is one instruction, with as many ranges as it has parts. */
function charClass(scan: Scan): number {
  const { pattern } = scan;
  let at = scan.at + (pattern[scan.at + 1] === '^' ? 2 : 1);
  const first = at;
  let size = 1;
  let before = -1;
  while (at < pattern.length && (pattern[at] !== ']' || at === first)) {
    const part = partOf(scan, at);
    const isRange = before >= 0 && part.code >= 0 && pattern[at - 1] === '-' && at - 1 > first;
    if (isRange && scan.ignoresCase) {
      scan.once += Math.max(0, part.code - before) / FOLDED;
    }
    size += part.size / RANGES;
    scan.once += 1 / RANGES;
    before = pattern[at] === '-' && at > first ? before : part.code;
    at += part.length;
  }
  scan.at = at + 1;
  return size;
}

function partOf(scan: Scan, at: number): { size: number; length: number; code: number } {
  const { pattern, ignoresCase } = scan;
  NAMED.lastIndex = at;
  const [named] = NAMED.exec(pattern) ?? [];
  if (named !== undefined) {
    return { size: 4, length: named.length, code: -1 };
  }
  if (pattern[at] === '\\') {
    const part = escaped(scan, at);
    return { ...part, size: part.size === UNICODE_CLASS ? UNICODE_CLASS * RANGES : 4 };
  }
  const code = pattern.codePointAt(at) ?? 0;
  // Ignoring case, a letter has up to four forms.
  return { size: ignoresCase ? 4 : 1, length: code > 0xffff ? 2 : 1, code };
}
