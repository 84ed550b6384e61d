/** Expensive texts of the languages that Vigie reads, made by rule: whoever adds a language adds its rule here. */
import { Liquid, LiquidError } from 'liquidjs';
import { SANDBOX, sandbox } from '#domain/template/sandbox';

export type Chance = () => number;

export const pick = <T>(list: readonly T[], chance: Chance): T => list[Math.floor(chance() * list.length)] as T;

/** What a pattern can be made of, from one character to a good part of Unicode, with about how many ranges that is. */
const ATOMS: ReadonlyArray<readonly [text: string, ranges: number]> = [
  ['.', 5],
  ['\\w', 4],
  ['\\W', 20],
  ['[^a]', 6],
  ['\\pL', 600],
  ['\\PN', 150],
  ['[\\pL\\pN\\pS]', 900],
  ['\\p{Han}', 20],
  ['[[:^alpha:]]', 8],
];
const REPEATS: ReadonlyArray<readonly [text: string, times: number]> = [
  ['*', 1],
  ['+', 1],
  ['?', 1],
  ['{0,9}', 9],
  ['{0,30}', 30],
  ['{3,99}', 99],
  ['{0,300}', 300],
  ['{0,999}', 999],
];

/** A text with how large it is when everything in it is written out. */
interface Sized {
  text: string;
  size: number;
}

const CANDIDATES = 24;

/**
 * Nested counted repeats, large classes and long alternations.
 * @param takes whether a text is allowed @returns the one that is largest when it is written out, of those that are allowed
 */
export function expensiveRegex(most: number, chance: Chance, takes: (regex: string) => boolean): string | null {
  const ends = chance() < 0.5 ? '.*' : '';
  const room = Math.max(1, most - 2 * ends.length);
  const all = Array.from({ length: CANDIDATES }, () => body(Math.ceil(room * chance() ** 2), 3, chance));
  const found = all.sort((a, b) => b.size - a.size).find(({ text }) => takes(ends + text + ends));
  return found === undefined ? null : ends + found.text + ends;
}

function body(most: number, depth: number, chance: Chance): Sized {
  let [text, size] = ['', 0];
  for (;;) {
    const next = one(most - text.length, depth, chance);
    if (text.length + next.text.length > most) break;
    [text, size] = [text + next.text, size + next.size];
  }
  return text === '' ? { text: '.', size: 5 } : { text, size };
}

function one(most: number, depth: number, chance: Chance): Sized {
  const [repeat, times] = pick(REPEATS, chance);
  const kind = chance();
  if (depth > 0 && most > 16 && kind < 0.3) {
    const inner = body(Math.min(most - 12, 30), depth - 1, chance);
    return { text: `(?:${inner.text})${repeat}`, size: inner.size * times };
  }
  if (depth > 0 && most > 24 && kind < 0.4) {
    const words = Array.from({ length: 1 + Math.floor(chance() * 40) }, () => pick(ATOMS, chance));
    const size = words.reduce((sum, [, ranges]) => sum + ranges, 0);
    return { text: `(?:${words.map(([word]) => word).join('|')})${repeat}`, size: size * times };
  }
  const [atom, ranges] = pick(ATOMS, chance);
  return { text: atom + repeat, size: ranges * times };
}

/** Names that alerts of the stream carry, too. */
const NAMES = ['alertname', 'host', 'message', 'title'];
const OPERATORS = ['=~', '!~'];

/** @returns matchers that differ by a number, so that no two are the same program; null: none is allowed */
export function expensiveMatcher(
  most: number,
  chance: Chance,
  takes: (matcher: string) => boolean,
): ((number: number) => string) | null {
  const [name, operator] = [pick(NAMES, chance), pick(OPERATORS, chance)];
  const written = (regex: string, number: number) => `${name}${operator}"${regex.replaceAll('\\', '\\\\')}x${number}"`;
  const regex = expensiveRegex(most - 40, chance, (one) => takes(written(one, 1_000_000)));
  return regex === null ? null : (number) => written(regex, number);
}

const engine = new Liquid({ ...SANDBOX });
const { parse } = sandbox(engine, LiquidError.is, { trees: 1, problem: 100 });

function isTemplate(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a template can read of a payload. */
const VALUES = ['message', 'title', 'labels.host', 'details'];
/** What a filter can be given, by how many. */
const ARGUMENTS = ['" "', '""', '"e"', '1000000', '"i"', '0'];

/** Filters of the engine's own list, one after the other, within loops within loops. */
export function expensiveTemplate(most: number, chance: Chance): string {
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = oneTemplate(most, chance);
    if (isTemplate(text)) return text;
  }
  return '{{ title }}'.slice(0, most);
}

function oneTemplate(most: number, chance: Chance): string {
  let text = `{% assign a = ${pick(VALUES, chance)} | split: ${pick(['" "', '""', '"e"'], chance)} %}`;
  const loops = Math.floor(chance() * 3);
  for (let depth = 0; depth < loops; depth++) text += `{% for i${depth} in ${pick(['a', '(1..99999)'], chance)} %}`;
  const inner = () => `{{ a ${filter(chance)} ${filter(chance)} | size }}`;
  const close = '{% endfor %}'.repeat(loops);
  const times = chance() < 0.5 ? 1 : 50;
  for (let time = 0; time < times; time++) {
    const next = inner();
    if (text.length + next.length + close.length > most) break;
    text += next;
  }
  const whole = text + close;
  return whole.length <= most ? whole : '{{ title }}'.slice(0, most);
}

function filter(chance: Chance): string {
  const name = pick(Object.keys(engine.filters), chance);
  // Those that end so take the name of an item and an expression about it.
  const given = name.endsWith('_exp')
    ? [`"i"`, pick([`"i contains 'e'"`, `"i == i"`, `"i.size > 0"`], chance)]
    : Array.from({ length: Math.floor(chance() * 3) }, () => pick(ARGUMENTS, chance));
  return `| ${name}${given.length === 0 ? '' : `: ${given.join(', ')}`}`;
}
