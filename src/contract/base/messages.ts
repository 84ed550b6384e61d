/** Words the errors of schemas: what a person should do, not what a library expected. */
import type { z } from 'zod';
import { didYouMean } from '#contract/base/nearest';

type RawIssue = z.core.$ZodRawIssue;

const WORDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
};

function list(values: ReadonlyArray<unknown>): string {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function given(input: unknown): string {
  if (input === null) {
    return 'empty';
  }
  if (Array.isArray(input)) {
    return 'a list';
  }
  return (
    { object: 'an object', string: 'text', number: 'a number', boolean: 'true or false' }[typeof input as string] ??
    typeof input
  );
}

function invalidType(expected: string, input: unknown): string {
  const wanted = WORDS[expected] ?? expected;
  if (input === undefined) {
    return `is missing; give ${wanted}`;
  }
  const quotes = expected === 'string' && ['number', 'boolean'].includes(typeof input) ? '; put it in quotes' : '';
  return `must be ${wanted}, not ${given(input)}${quotes}`;
}

function invalidValue(values: ReadonlyArray<unknown>, input: unknown): string {
  const words = list(values);
  if (input === undefined) {
    return `is missing; write ${words}`;
  }
  return `must be ${words}.${typeof input === 'string' ? didYouMean(input, values.map(String)) : ''}`;
}

function bound(issue: RawIssue & { code: 'too_big' | 'too_small' }): string {
  const big = issue.code === 'too_big';
  const limit = String(big ? issue.maximum : issue.minimum);
  const word = big ? 'at most' : 'at least';
  switch (issue.origin) {
    case 'string':
      return limit === '1' && !big ? 'must not be empty' : `must have ${word} ${limit} characters`;
    case 'array':
      return limit === '1' && !big ? 'must not be empty; add at least one entry' : `must have ${word} ${limit} entries`;
    default:
      return `must be ${word} ${limit}`;
  }
}

export function unknownField(key: string, known: ReadonlyArray<string>): string {
  return `is not a known field here.${didYouMean(key, known) || ` Known fields: ${known.join(', ')}.`}`;
}

/** Replaces zod's own wording wherever a schema does not bring its own. */
export function explainIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return invalidType(issue.expected, issue.input);
    case 'invalid_value':
      return invalidValue(issue.values, issue.input);
    case 'too_big':
    case 'too_small':
      return bound(issue);
    case 'invalid_union':
      return issue.input === undefined
        ? 'is missing'
        : 'has none of the forms that are possible here; see docs/configuration.md';
    default:
      return undefined;
  }
}
