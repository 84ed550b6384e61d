/** One condition on a label, as people think of it, and its matcher. Files and the API know matchers only. */
import { formatMatcher, readMatcher } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { alternativesOf, escaped, patternOf } from './alternatives.ts';

export const RELATIONS = ['is', 'is-not', 'contains', 'lacks', 'matches', 'differs', 'set', 'unset'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface LabelCondition {
  name: string;
  relation: Relation;
  /** Several: one of them is enough. Patterns and texts that are contained have one; `set` and `unset` have none. */
  values: string[];
}

/** Whether a condition of this relation names values. */
export function takesValues(relation: Relation): boolean {
  return relation !== 'set' && relation !== 'unset';
}

export function takesSeveral(relation: Relation): boolean {
  return relation === 'is' || relation === 'is-not';
}

/** @returns null if the text is no matcher, and no name of one that is not finished */
export function conditionOf(text: string): LabelCondition | null {
  const read = readMatcher(text);
  return read.ok ? readCondition(read.matcher) : unfinishedOf(text);
}

/** A name without a value is kept as it is, and the sidecar refuses it. */
function unfinishedOf(text: string): LabelCondition | null {
  const read = readMatcher(`${text}="x"`);
  return read.ok ? { name: read.matcher.name, relation: 'is', values: [] } : null;
}

function readCondition({ name, operator, value }: Matcher): LabelCondition {
  switch (operator) {
    case '=':
      return value === '' ? { name, relation: 'unset', values: [] } : { name, relation: 'is', values: [value] };
    case '!=':
      return value === '' ? { name, relation: 'set', values: [] } : { name, relation: 'is-not', values: [value] };
    case '=~':
      return byPattern(name, value, ['is', 'contains', 'matches']);
    case '!~':
      return byPattern(name, value, ['is-not', 'lacks', 'differs']);
  }
}

function byPattern(
  name: string,
  pattern: string,
  [list, part, other]: readonly [Relation, Relation, Relation],
): LabelCondition {
  const texts = alternativesOf(pattern);
  if (texts !== null) {
    return { name, relation: list, values: texts };
  }
  const contained = /^\.\*(.+)\.\*$/s.exec(pattern)?.[1];
  const [text, more] = contained === undefined ? [] : (alternativesOf(contained) ?? []);
  return text !== undefined && more === undefined
    ? { name, relation: part, values: [text] }
    : { name, relation: other, values: [pattern] };
}

/** Whether the condition says nothing yet: it has a name, and no value. */
export function isUnfinished({ name, relation, values }: LabelCondition): boolean {
  return name !== '' && takesValues(relation) && values.length === 0;
}

/** @returns the text that `conditionOf` reads back; empty without a name, so that it is left out */
export function matcherOf(condition: LabelCondition): string {
  const { name, relation, values } = condition;
  if (name === '') {
    return '';
  }
  const [first = ''] = values;
  if (isUnfinished(condition)) {
    return formatMatcher({ name, operator: '=', value: '' }).replace(/=""$/, '');
  }
  switch (relation) {
    case 'is':
    case 'is-not':
      return formatMatcher(values.length > 1 ? oneOf(name, relation, values) : single(name, relation, first));
    case 'contains':
    case 'lacks':
      return formatMatcher({ name, operator: relation === 'contains' ? '=~' : '!~', value: `.*${escaped(first)}.*` });
    case 'matches':
    case 'differs':
      return formatMatcher({ name, operator: relation === 'matches' ? '=~' : '!~', value: first });
    case 'set':
    case 'unset':
      return formatMatcher({ name, operator: relation === 'set' ? '!=' : '=', value: '' });
  }
}

function single(name: string, relation: 'is' | 'is-not', value: string): Matcher {
  return { name, operator: relation === 'is' ? '=' : '!=', value };
}

function oneOf(name: string, relation: 'is' | 'is-not', values: readonly string[]): Matcher {
  return { name, operator: relation === 'is' ? '=~' : '!~', value: patternOf(values) };
}

/** Whether a list has a condition that the sidecar would refuse. */
export function hasUnfinished(match: readonly string[]): boolean {
  return match.some((text) => text.trim() !== '' && !readMatcher(text).ok);
}
