/** Schemas of matchers, apart from other scalars: reading them takes a compiler of regular expressions, which most pages do without. */
import { z } from 'zod';
import { hasRegex, readMatcher } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { parseMatcher } from '#domain/routing/regex/parse-matcher';
import { LONGEST_MATCHER } from '#domain/routing/regex/limits';
import { regexWeight, tooMuch } from '#domain/routing/regex/regex';
import { addProblem } from '#contract/base/why';

/**
 * Alertmanager's syntax, one matcher per text. Its regular expression is weighed, and compiled only with all others of the
 * object (`usableMatchers`): compiling takes as long as thousands of matchers are read.
 */
export const matcher = z
  .string()
  .max(LONGEST_MATCHER)
  .superRefine((value, ctx) => {
    const read = readMatcher(value);
    const heavy = read.ok ? tooHeavy(read.matcher) : null;
    if (!read.ok) {
      addProblem(ctx, [], read.reason, { reason: 'wrong-matcher', data: { detail: read.reason } });
    } else if (heavy !== null) {
      addProblem(ctx, [], heavy, { reason: 'too-heavy', data: { detail: heavy } });
    }
  });

export function tooHeavy(read: Matcher): string | null {
  return hasRegex(read) ? tooMuch(read.value) : null;
}

export interface MatcherPlace {
  /** Of the list, within what is checked. */
  path: PropertyKey[];
  match: readonly string[];
}

/**
 * A check of the object that holds matchers: what they weigh together, and, if that is little enough, whether
 * each regular expression is valid.
 * @param most weight of all together
 */
export function usableMatchers<Value>(places: (value: Value) => readonly MatcherPlace[], most: number) {
  return (value: Value, ctx: z.RefinementCtx): void => {
    const found = matchersAt(places(value));
    const heavy = firstBeyond(found, most);
    if (heavy !== null) {
      const message = `with the regular expressions before it is too much work: together they may have at most ${most} parts, written out; take simpler ones, or names with .* between`;
      addProblem(ctx, heavy.path, message, { reason: 'too-heavy', data: { detail: message } });
      return;
    }
    for (const { path, text } of found) {
      const read = readMatcher(text);
      // What the text itself is wrong with was said.
      const parsed = read.ok && tooHeavy(read.matcher) === null ? parseMatcher(text) : null;
      if (parsed?.ok === false) {
        addProblem(ctx, path, parsed.reason, { reason: 'wrong-matcher', data: { detail: parsed.reason } });
      }
    }
  };
}

export interface FoundMatcher {
  path: PropertyKey[];
  text: string;
}

export function matchersAt(places: readonly MatcherPlace[]): FoundMatcher[] {
  return places.flatMap(({ path, match }) => match.map((text, index) => ({ path: [...path, index], text })));
}

/** The first that is more than may be together; one that is too heavy by itself is reported as that. */
function firstBeyond(found: readonly FoundMatcher[], most: number): FoundMatcher | null {
  let weight = 0;
  for (const one of found) {
    const read = readMatcher(one.text);
    weight +=
      read.ok && hasRegex(read.matcher) && tooHeavy(read.matcher) === null ? regexWeight(read.matcher.value) : 0;
    if (weight > most) {
      return one;
    }
  }
  return null;
}

/**
 * Reads a matcher that the schema has accepted; any other text is a bug. Its regular expression may be too heavy, as stored
 * ones of an earlier release: it is then unclear whether it matches.
 */
export function toMatcher(value: string) {
  const read = readMatcher(value);
  if (!read.ok) {
    throw new Error(`matcher ${JSON.stringify(value)} was not checked: ${read.reason}`);
  }
  return read.matcher;
}
