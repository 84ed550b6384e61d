/**
 * Reads and writes Alertmanager's matchers: `team="db"`, `service=~"api-.*"`, `env!="test"`.
 *
 * Syntax: `name operator value`. A name with spaces or one of `{}!=~,"'\` and backquote is written in double quotes;
 * names with dots and letters of any alphabet need none. A value may be bare or in double quotes. Inside quotes `\"`,
 * `\\` and `\n` are escapes; any other backslash stays, so that `"\d+"` means what it says (Alertmanager's classic
 * parser does the same).
 */
import { compileRegex } from '#domain/routing/regex';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface Matcher {
  name: string;
  operator: MatchOperator;
  value: string;
}

export type ParsedMatcher = { ok: true; matcher: Matcher } | { ok: false; reason: string };

const SHAPE = /^(?:"((?:[^"\\]|\\[^])*)"|([^\s{}!=~,"'`\\]+))\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\[^])*)"|((?!=)[^"]*))$/;
const EXAMPLE = 'write a matcher such as team="db", service=~"api-.*" or env!="test"';
const LONGEST = 2_000;

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

/** @returns the matcher, or a reason that tells the person what to write. */
export function parseMatcher(text: string): ParsedMatcher {
  if (text.length > LONGEST) {
    return { ok: false, reason: `a matcher has at most ${LONGEST} characters` };
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
  const regex = operator === '=~' || operator === '!~' ? compileRegex(value) : null;
  if (regex && !regex.ok) {
    return { ok: false, reason: regex.reason };
  }
  return { ok: true, matcher: { name, operator: operator as MatchOperator, value } };
}

/** The text that `parseMatcher` reads back as the same matcher. */
export function formatMatcher({ name, operator, value }: Matcher): string {
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
  return `${/^[^\s{}!=~,"'`\\]+$/.test(name) ? name : quote(name)}${operator}${quote(value)}`;
}
