/**
 * Compiles regular expressions that users write. RE2 syntax, as in Alertmanager, matched in time linear in the text
 * whatever the pattern: a bad pattern must never delay other people's pages (docs/adr/0002-re2js-in-the-domain). Linear is not enough, so
 * what a pattern may cost is bounded before it is compiled and before it is matched (docs/adr/0027-what-people-write-is-weighed).
 */
import { RE2JS, RE2JSException, RE2Set } from 're2js';
import { rememberedWithin } from '#domain/remembered';
import { LONGEST_PATTERN, MOST_PLAIN_WEIGHT, MOST_WEIGHT } from '#domain/routing/regex/limits';
import { plainPattern } from '#domain/routing/regex/plain';
import { weightOf } from '#domain/routing/regex/weight';

interface SafeRegex {
  /** Matches the whole text, never a part of it. */
  matches(text: string): boolean;
  /**
   * The first match in the text: the values of its named groups, without those that did not take part; null: no match.
   * Only the beginning of a text is searched that is too long for the pattern.
   */
  find(text: string): Record<string, string> | null;
}

export type CompiledRegex =
  | { ok: true; regex: SafeRegex; weight: number }
  /** `wrong`: it is no valid RE2. `too-much`: it is too heavy to be compiled. `reason` is for its author. */
  | { ok: false; why: 'wrong' | 'too-much'; reason: string; weight: number };

/** Instructions times characters that one search may take: some ten milliseconds. */
const MOST_SEARCHED = 1_000_000;
/** Bytes of compiled patterns that are kept. */
const KEPT = 24_000_000;

/** What a text costs a pattern of this weight, of which `MOST_WORK` of a meter is spent. */
export function workOf(weight: number, text: string): number {
  return weight * (text.length + 1);
}

/** How heavy a pattern is, without compiling it. */
export function regexWeight(pattern: string): number {
  return judged(pattern).weight;
}

/** Why a pattern is not even tried; null: it may be compiled. */
export function tooMuch(pattern: string): string | null {
  return judged(pattern).reason;
}

interface Judgement {
  weight: number;
  reason: string | null;
  plain: ReturnType<typeof plainPattern>;
}

const judged = rememberedWithin(
  judge,
  (pattern, { plain }) => 200 + 2 * (pattern.length + (plain?.size ?? 0)),
  KEPT / 2,
);

function judge(pattern: string): Judgement {
  if (pattern.length > LONGEST_PATTERN) {
    const reason = `the regular expression is longer than ${LONGEST_PATTERN} characters`;
    return { weight: pattern.length, reason, plain: null };
  }
  const plain = plainPattern(pattern);
  const weight = plain === null ? weightOf(pattern) : 1 + Math.ceil(plain.weight);
  const most = plain === null ? MOST_WEIGHT : MOST_PLAIN_WEIGHT;
  return { weight, plain, reason: weight > most ? tooHeavy(weight, most) : null };
}

function tooHeavy(weight: number, most: number): string {
  const about = weight < 1_000_000 ? `has about ${Math.round(weight)}` : 'has millions of';
  return `the regular expression is too much work: written out it ${about} parts, and at most ${most} are allowed; take smaller counts in {…}, .* instead of .{0,1000}, or several expressions`;
}

function compile(pattern: string): CompiledRegex {
  const { weight, reason, plain } = judged(pattern);
  if (reason !== null) {
    return { ok: false, why: 'too-much', reason, weight };
  }
  try {
    const matches = plain?.matches ?? wholeMatcher(pattern, weight);
    let re: RE2JS | null = null;
    const find = (text: string) => groupsIn((re ??= RE2JS.compile(pattern)), searched(text, pattern));
    return { ok: true, regex: { matches, find }, weight };
  } catch (error) {
    if (error instanceof RE2JSException) {
      const said = error.message.replace('error parsing regexp: ', '');
      return { ok: false, why: 'wrong', reason: `the regular expression is not valid RE2: ${said}`, weight };
    }
    throw error;
  }
}

/** A set of one, since only a set lets its states be bounded; beyond them RE2 goes on without states. */
function wholeMatcher(pattern: string, weight: number): SafeRegex['matches'] {
  const set = new RE2Set(RE2Set.ANCHOR_BOTH, 0, memoryOf(weight));
  set.add(pattern);
  set.compile();
  return (text) => set.match(text).length > 0;
}

/** Bytes of a program's states. */
function memoryOf(weight: number): number {
  return 16_000 + 100 * weight;
}

/** What a compiled pattern takes at most: each instruction is an object. */
function bytesOf(pattern: string, compiled: CompiledRegex): number {
  const program = compiled.ok && judged(pattern).plain === null ? memoryOf(compiled.weight) + 700 * compiled.weight : 0;
  return 500 + 2 * pattern.length + program;
}

/** A character that no pattern ends with, so that `$` does not hold where a text was cut. */
const CUT = '\n\0';

function searched(text: string, pattern: string): string {
  // RE2 searches plain patterns, too.
  const most = Math.max(2_000, Math.floor(MOST_SEARCHED / weightOf(pattern)));
  return text.length > most ? text.slice(0, most) + CUT : text;
}

function groupsIn(re: RE2JS, text: string): Record<string, string> | null {
  const matcher = re.matcher(text);
  if (!matcher.find()) {
    return null;
  }
  const found = Object.keys(re.namedGroups()).flatMap((name) => {
    const value = matcher.group(name);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(found);
}

/**
 * Compiles each pattern once. Policies travel as JSON copies, so a matcher object is new each time, but the pattern is
 * the same. Compiling costs 200 times as much as matching. `reason` can be shown to the author of the pattern.
 */
export const compileRegex: (pattern: string) => CompiledRegex = rememberedWithin(compile, bytesOf, KEPT);
