/**
 * Bounds the matchers of one request before anything reads it: a draft of a whole configuration is many objects, and each
 * may hold as much as an object may.
 */
import { hasRegex, readMatcher } from '#domain/routing/matcher';
import { LONGEST_MATCHER, MOST_MATCHERS_OF_REQUEST, MOST_WEIGHT_TOGETHER } from '#domain/routing/regex/limits';
import { regexWeight, tooMuch } from '#domain/routing/regex/regex';
import { formatPath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';

/** Lists of matchers, and patterns of mails, by the names of their fields. */
const LIST = 'match';
const PATTERNS = new Set<PropertyKey | null>(['extract', 'resolve']);

interface Seen {
  count: number;
  weight: number;
}

/** A part of the body; its path is made only where something is wrong. */
interface Part {
  value: object;
  key: PropertyKey | null;
  within: Part | null;
}

/** @returns null: they are few enough, and each is judged where it is read */
export function tooManyMatchers(body: unknown): Problem | null {
  const seen: Seen = { count: 0, weight: 0 };
  const left: Part[] = isObject(body) ? [{ value: body, key: null, within: null }] : [];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    const { value, key } = part;
    const of = Array.isArray(value) && key === LIST ? regexOf : PATTERNS.has(key) ? itself : null;
    // Numbers and texts may be a million, so that no name is made of each.
    const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const inner of keys) {
      const found = (value as Record<PropertyKey, unknown>)[inner];
      if (isObject(found)) {
        left.push({ value: found, key: inner, within: part });
      } else if (of !== null && typeof found === 'string' && isBeyond(seen, of(found))) {
        return beyond([...pathOf(part), inner], seen);
      }
    }
  }
  return null;
}

function itself(pattern: string): string {
  return pattern;
}

function isBeyond(seen: Seen, pattern: string | null): boolean {
  seen.count++;
  seen.weight += weightToCompile(pattern);
  return seen.count > MOST_MATCHERS_OF_REQUEST || seen.weight > MOST_WEIGHT_TOGETHER;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pathOf(part: Part | null): PropertyKey[] {
  return part === null || part.key === null ? [] : [...pathOf(part.within), part.key];
}

/** null: it is compared. */
function regexOf(text: string): string | null {
  const read = text.length > LONGEST_MATCHER ? null : readMatcher(text);
  return read?.ok === true && hasRegex(read.matcher) ? read.matcher.value : null;
}

/** What is too heavy by itself is refused without being compiled. */
function weightToCompile(pattern: string | null): number {
  return pattern !== null && tooMuch(pattern) === null ? regexWeight(pattern) : 0;
}

function beyond(path: PropertyKey[], { count: found }: Seen): Problem {
  const detail =
    found > MOST_MATCHERS_OF_REQUEST
      ? `a request may hold ${MOST_MATCHERS_OF_REQUEST} matchers`
      : `the regular expressions of a request may have ${MOST_WEIGHT_TOGETHER} parts together, written out`;
  return {
    path: formatPath(path),
    message: `is too much: ${detail}; send less at a time, or simpler expressions`,
    reason: 'too-heavy',
    data: { detail },
  };
}
