/**
 * Translates conditions of OnCall's routes to matchers: comparisons of labels in the payloads of Alertmanager and Grafana.
 * What is not known for certain is not translated.
 */
import { compileRegex } from '#domain/routing/regex/regex';
import { formatMatcher } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { parseExpression } from './jinja.ts';
import type { JinjaTest, JinjaExpression } from './jinja.ts';

export interface TranslatedCondition {
  /** Any of these lists of matchers; an empty list matches every alert. */
  any: string[][];
  /** Each alert is tested; the source tests what all alerts of a group have in common, or one of them. */
  isPerAlert: boolean;
}

const MOST_ALTERNATIVES = 20;

/** @returns null: nothing here says the same */
export function translatedCondition(type: string, condition: string): TranslatedCondition | null {
  if (type === 'regex') {
    return ofPattern(condition);
  }
  const expression = type === 'jinja2' ? parseExpression(condition) : null;
  const any = expression === null ? null : alternatives(expression, false);
  return any === null || any.length === 0 || any.length > MOST_ALTERNATIVES
    ? null
    : { any: any.map((all) => all.map(formatMatcher)), isPerAlert: !isOfGroup(expression as JinjaExpression) };
}

/** A search in the payload as one line of JSON: only what holds one label is certain. */
function ofPattern(pattern: string): TranslatedCondition | null {
  if (pattern === '' || pattern === '.*') {
    return { any: [[]], isPerAlert: false };
  }
  const [, name, value] = /^(?:\.\*)?"([A-Za-z_]\w*)": "([\w -]+)"(?:\.\*)?$/.exec(pattern) ?? [];
  return name === undefined || value === undefined || !LABEL_LIKE.test(name)
    ? null
    : { any: [[formatMatcher({ name, operator: '=', value })]], isPerAlert: true };
}

/** Fields of payloads that are no labels. */
const LABEL_LIKE =
  /^(?!status$|state$|title$|message$|receiver$|groupKey$|externalURL$|version$|fingerprint$|generatorURL$|startsAt$|endsAt$|description$|summary$)/;

/** Any of the lists; null: too many, or a test that no matcher says. */
function alternatives(expression: JinjaExpression, isNegated: boolean): Matcher[][] | null {
  switch (expression.kind) {
    case 'not':
      return alternatives(expression.of, !isNegated);
    case 'test': {
      const matcher = matcherOf(expression.test);
      // What a pattern finds in a label that is not there depends on the engine.
      const isUncertain = isNegated && expression.test.operator.startsWith('regex');
      return matcher === null || isUncertain ? null : [[isNegated ? negated(matcher) : matcher]];
    }
    case 'and':
    case 'or': {
      const parts = expression.of.map((one) => alternatives(one, isNegated));
      if (parts.includes(null)) {
        return null;
      }
      const known = parts as Matcher[][][];
      return (expression.kind === 'or') === isNegated ? product(known) : known.flat();
    }
  }
}

function product(parts: readonly Matcher[][][]): Matcher[][] | null {
  const all = parts.reduce<Matcher[][]>(
    (sum, part) =>
      sum.length * part.length > MOST_ALTERNATIVES * 4
        ? []
        : sum.flatMap((one) => part.map((more) => [...one, ...more])),
    [[]],
  );
  return all.length === 0 ? null : all;
}

const OPPOSITE = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const;

function negated(matcher: Matcher): Matcher {
  return { ...matcher, operator: OPPOSITE[matcher.operator] };
}

/** A label that is not there is empty here and undefined in the source: tests of empty texts would differ. */
function matcherOf({ path, operator, values }: JinjaTest): Matcher | null {
  const name = labelIn(path);
  const [value = ''] = values;
  if (name === null || values.length === 0 || values.includes('')) {
    return null;
  }
  switch (operator) {
    case '==':
      return { name, operator: '=', value };
    case '!=':
      return { name, operator: '!=', value };
    case 'in':
      return { name, operator: '=~', value: values.map(escaped).join('|') };
    case 'contains':
      return { name, operator: '=~', value: `(?s).*${escaped(value)}.*` };
    case 'regex_search':
      return ofRegex(name, `(?s:.*)(?:${value})(?s:.*)`, value);
    case 'regex_match':
      return ofRegex(name, `(?:${value})(?s:.*)`, value);
  }
}

/** What Python reads in another way than RE2, or RE2 not at all, is not translated. */
function ofRegex(name: string, written: string, given: string): Matcher | null {
  const isPlain = !/\(\?|\\[^.\w"'/-]|\\[bBAZzGkQE1-9]|\$/.test(given);
  const anchored = given.startsWith('^') ? given.slice(1) : given;
  const isAnchoredOdd = given.includes('^', 1) || (given.startsWith('^') && given.includes('|'));
  if (!isPlain || isAnchoredOdd) {
    return null;
  }
  const value = given.startsWith('^') ? `(?:${anchored})(?s:.*)` : written;
  return compileRegex(value).ok ? { name, operator: '=~', value } : null;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const GROUP_PLACES = ['groupLabels'];
const PLACES = ['commonLabels', 'labels', ...GROUP_PLACES];

/** The label that a path names: `payload.commonLabels.severity`, `payload.alerts[0].labels.severity`. */
function labelIn(path: readonly string[]): string | null {
  const [root, ...rest] = path;
  const inAlert = rest[0] === 'alerts' && /^\d+$/.test(rest[1] ?? '') ? rest.slice(2) : rest;
  const [place, name, ...more] = inAlert;
  return root === 'payload' && PLACES.includes(place ?? '') && name !== undefined && more.length === 0 ? name : null;
}

/** Labels by which alerts are grouped are the same for each of them. */
function isOfGroup(expression: JinjaExpression): boolean {
  switch (expression.kind) {
    case 'not':
      return isOfGroup(expression.of);
    case 'test':
      return GROUP_PLACES.includes(expression.test.path[1] ?? '');
    case 'and':
    case 'or':
      return expression.of.every(isOfGroup);
  }
}
