/**
 * Compiles regular expressions that users write. RE2 syntax, as in Alertmanager, matched in time linear in the text
 * whatever the pattern: a bad pattern must never delay other people's pages (docs/adr/0002).
 */
import { RE2JS, RE2JSException } from 're2js';
import { remembered } from '#domain/remembered';

export interface SafeRegex {
  /** Matches the whole text, never a part of it. */
  matches(text: string): boolean;
  /**
   * The first match in the text: the values of its named groups, without those that did not take part; null: no match.
   */
  find(text: string): Record<string, string> | null;
}

export type CompiledRegex = { ok: true; regex: SafeRegex } | { ok: false; reason: string };

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
 * Compiles each pattern once. Policies travel as JSON copies, so a matcher object is new each time, but the pattern is
 * the same. Compiling costs 200 times as much as matching. `reason` can be shown to the author of the pattern.
 */
export const compileRegex: (pattern: string) => CompiledRegex = remembered(compile, CACHED);
