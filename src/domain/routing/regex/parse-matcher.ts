/** Reads a matcher together with its regular expression. Apart from its text, which screens read without a compiler. */
import { hasRegex, readMatcher } from '#domain/routing/matcher';
import type { ParsedMatcher } from '#domain/routing/matcher';
import { compileRegex } from '#domain/routing/regex/regex';

/** As `readMatcher`, and its regular expression is one that can be used. */
export function parseMatcher(text: string): ParsedMatcher {
  const read = readMatcher(text);
  if (!read.ok || !hasRegex(read.matcher)) {
    return read;
  }
  const regex = compileRegex(read.matcher.value);
  return regex.ok ? read : { ok: false, reason: regex.reason };
}
