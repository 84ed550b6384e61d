/**
 * Reads and writes the text of Alertmanager's matchers: `team="db"`, `service=~"api-.*"`, `env!="test"`.
 *
 * Syntax: `name operator value`. A name with spaces or one of `{}!=~,"'\` and backquote is written in double quotes;
 * names with dots and letters of any alphabet need none. A value may be bare or in double quotes. Inside quotes `\"`,
 * `\\` and `\n` are escapes; any other backslash stays, so that `"\d+"` means what it says (Alertmanager's classic
 * parser does the same).
 */
import { LONGEST_MATCHER } from '#domain/routing/regex/limits';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  name: string;
  operator: MatchOperator;
  value: string;
}

export type ParsedMatcher = { ok: true; matcher: Matcher } | { ok: false; reason: string };

const SHAPE = /^(?:"((?:[^"\\]|\\[^])*)"|([^\s{}!=~,"'`\\]+))\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\[^])*)"|((?!=)[^"]*))$/;
const EXAMPLE = 'write a matcher such as team="db", service=~"api-.*" or env!="test"';

function unescape(text: string): string {
  return text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

/** Why `text` is not a matcher, as precisely as possible. */
function reasonFor(text: string): string {
  if (text.startsWith('{') || /"\s*,\s*[^\s"]+\s*[!=]/.test(text)) {
    return `${EXAMPLE}, one per list entry and without braces`;
  }
  if (/^[^"]*==/.test(text)) {
    return `"==" is not an operator, use "="; ${EXAMPLE}`;
  }
  const quotes = text.replace(/\\[^]/g, '').split('"').length - 1;
  return quotes % 2 === 1 ? `a quote is not closed; ${EXAMPLE}` : EXAMPLE;
}

/**
 * Reads a matcher without compiling its regular expression, which may be wrong or too heavy: what is stored was written by
 * any release.
 * @returns the matcher, or a reason that tells the person what to write
 */
export function readMatcher(text: string): ParsedMatcher {
  if (text.length > LONGEST_MATCHER) {
    return { ok: false, reason: `a matcher has at most ${LONGEST_MATCHER} characters` };
  }
  const trimmed = text.trim();
  const found = SHAPE.exec(trimmed);
  if (!found) {
    return { ok: false, reason: reasonFor(trimmed) };
  }
  const [, quotedName, bareName, operator, quotedValue, bareValue] = found;
  const name = quotedName === undefined ? (bareName ?? '') : unescape(quotedName);
  if (name === '') {
    return { ok: false, reason: `the label name is empty; ${EXAMPLE}` };
  }
  const value = quotedValue === undefined ? (bareValue ?? '') : unescape(quotedValue);
  return { ok: true, matcher: { name, operator: operator as MatchOperator, value } };
}

export function hasRegex({ operator }: Matcher): boolean {
  return operator === '=~' || operator === '!~';
}

/** The text that `readMatcher` reads back as the same matcher. */
export function formatMatcher({ name, operator, value }: Matcher): string {
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
  return `${/^[^\s{}!=~,"'`\\]+$/.test(name) ? name : quote(name)}${operator}${quote(value)}`;
}
