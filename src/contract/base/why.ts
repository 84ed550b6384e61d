/** Maps zod's issues to reasons of the closed list (`#contract/reasons/problems`). */
import type { z } from 'zod';
import { nearest } from '#contract/base/nearest';
import type { TextFormat, ValueType } from '#contract/reasons/data';
import type { ProblemReason } from '#contract/reasons/problems';

type Issue = z.core.$ZodIssue;

const FORMATS = new Map<string, TextFormat>();

/** Arguments for `.regex()`; the format of the pattern is remembered by its name. */
export function wellFormed(format: TextFormat, pattern: RegExp, message: string): [RegExp, string] {
  FORMATS.set(String(pattern), format);
  return [pattern, message];
}

/** The formats of zod that are in use. */
const OWN: Readonly<Record<string, TextFormat>> = { email: 'mail-address', url: 'web-address', datetime: 'instant' };

function formatOf({ format, pattern }: Extract<Issue, { code: 'invalid_format' }>): TextFormat {
  return OWN[format] ?? FORMATS.get(pattern ?? '') ?? 'other';
}

/** Adds a problem in a schema's own check; `path` is relative to what is checked. */
export function addProblem(ctx: z.RefinementCtx, path: PropertyKey[], message: string, why: ProblemReason): void {
  ctx.addIssue({ code: 'custom', path, message, params: { ...why } });
}

/** A schema's own check that exactly one of these fields is given; absent and `null` mean the same. */
export function exactlyOneOf(...fields: string[]) {
  return (value: Readonly<Record<string, unknown>>, ctx: z.RefinementCtx): void => {
    const given = fields.filter((field) => (value[field] ?? null) !== null);
    if (given.length !== 1) {
      addProblem(ctx, [], `must have exactly one of ${fields.join(', ')}`, {
        reason: 'exactly-one',
        data: { of: fields, given },
      });
    }
  };
}

/** Arguments for `.refine()`. */
export function asProblem(message: string, why: ProblemReason): { error: string; params: Record<string, unknown> } {
  return { error: message, params: { ...why } };
}

const EXPECTED: Readonly<Record<string, ValueType>> = {
  string: 'text',
  int: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
};

function typeOf(input: unknown): ValueType {
  if (input === null) {
    return 'null';
  }
  const type = Array.isArray(input) ? 'list' : EXPECTED[typeof input];
  return type ?? 'other';
}

/**
 * Known fields by zod's list of unknown ones: zod passes this very list on to the issue, which does not contain the
 * known fields.
 */
const KNOWN = new WeakMap<readonly string[], readonly string[]>();

export function noteKnownKeys(unknown: readonly string[], known: readonly string[]): void {
  KNOWN.set(unknown, known);
}

export function knownBeside(unknown: readonly string[]): readonly string[] {
  return KNOWN.get(unknown) ?? [];
}

export function unknownField(key: string, known: readonly string[]): ProblemReason {
  return { reason: 'unknown-field', data: { known, meant: nearest(key, known) } };
}

function invalidType({ expected, input }: Extract<Issue, { code: 'invalid_type' }>): ProblemReason {
  const wanted = EXPECTED[expected] ?? 'other';
  if (input === undefined) {
    return { reason: 'missing', data: { wanted, choices: [] } };
  }
  return {
    reason: 'wrong-type',
    data: {
      expected: wanted,
      given: typeOf(input),
      needsQuotes: wanted === 'text' && ['number', 'boolean'].includes(typeof input),
    },
  };
}

function invalidValue({ values, input }: Extract<Issue, { code: 'invalid_value' }>): ProblemReason {
  const choices = values.map(String);
  return input === undefined
    ? { reason: 'missing', data: { wanted: null, choices } }
    : { reason: 'not-a-choice', data: { choices, meant: typeof input === 'string' ? nearest(input, choices) : null } };
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): ProblemReason {
  const max = Number(maximum);
  return origin === 'string'
    ? { reason: 'too-long', data: { max } }
    : origin === 'array'
      ? { reason: 'too-many', data: { max } }
      : { reason: 'too-large', data: { max } };
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): ProblemReason {
  const min = Number(minimum);
  if (origin !== 'string' && origin !== 'array') {
    return { reason: 'too-small', data: { min } };
  }
  return min === 1
    ? { reason: 'empty' }
    : origin === 'string'
      ? { reason: 'too-short', data: { min } }
      : { reason: 'too-few', data: { min } };
}

/**
 * The reason of an issue, which must carry its input (`reportInput`); otherwise a missing value looks like a wrong one.
 */
export function whyOf(issue: Issue): ProblemReason {
  switch (issue.code) {
    case 'invalid_type':
      return invalidType(issue);
    case 'invalid_value':
      return invalidValue(issue);
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_format':
      return { reason: 'wrong-format', data: { format: formatOf(issue) } };
    case 'invalid_union':
      return issue.input === undefined
        ? { reason: 'missing', data: { wanted: null, choices: [] } }
        : { reason: 'wrong-form' };
    case 'custom':
      return (issue.params as ProblemReason | undefined) ?? { reason: 'other', data: { detail: issue.message } };
    default:
      return { reason: 'other', data: { detail: issue.message } };
  }
}
