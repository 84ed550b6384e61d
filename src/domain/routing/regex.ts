/**
 * Regular expressions that users write. RE2 syntax, as in Alertmanager, matched in time linear in the
 * text whatever the pattern: a bad pattern must never delay other people's pages (docs/adr/0002).
 */
import { RE2JS, RE2JSException } from 're2js';
import { remembered } from '#domain/remembered';

export interface Regex {
  /** The whole text, never a part of it. */
  matches(text: string): boolean;
  /** The first place in the text: what its named groups hold, without those that took no part; null: nowhere. */
  find(text: string): Record<string, string> | null;
}

export type CompiledRegex = { ok: true; regex: Regex } | { ok: false; reason: string };

export const LONGEST_PATTERN = 1_000;
const CACHED = 2_000;

function compile(pattern: string): CompiledRegex {
  if (pattern.length > LONGEST_PATTERN) {
    return { ok: false, reason: `the regular expression is longer than ${LONGEST_PATTERN} characters` };
  }
  try {
    const re = RE2JS.compile(pattern);
    return { ok: true, regex: { matches: (text) => re.testExact(text), find: (text) => groupsIn(re, text) } };
  } catch (error) {
    if (error instanceof RE2JSException) {
      return {
        ok: false,
        reason: `the regular expression is not valid RE2: ${error.message.replace('error parsing regexp: ', '')}`,
      };
    }
    throw error;
  }
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
 * Compiles once per pattern. Policies travel as JSON copies, so a matcher object is new each time; the
 * pattern is what stays. Compiling costs 200 times what matching does. `reason` can be shown to the person
 * who wrote the pattern.
 */
export const compileRegex: (pattern: string) => CompiledRegex = remembered(compile, CACHED);
