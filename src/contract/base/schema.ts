/**
 * Defines how every wire schema is made and used: strict objects, and one wording for errors. The same messages reach
 * people through the API, `--check` and the editor, so they are installed once, here.
 */
import { z } from 'zod';
import { explainIssue, unknownField } from '#contract/base/messages';
import { formatPath } from '#contract/base/problem';
import type { Problem } from '#contract/base/problem';
import { knownBeside, noteKnownKeys, unknownField as whyUnknown, whyOf } from '#contract/base/why';

z.config({ customError: explainIssue });

/** An object that refuses unknown fields and suggests the one that was probably meant. */
export function strict<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') {
        return undefined;
      }
      noteKnownKeys(issue.keys, known);
      return `has unknown fields: ${issue.keys.join(', ')}`;
    },
  });
}

/** A field that may be left out; absent and `null` mean the same. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null as never);
}

type Issue = z.core.$ZodIssue;

/** The branch of a union whose form the value has; its problems are the useful ones. */
function meantBranch(branches: ReadonlyArray<ReadonlyArray<Issue>>): ReadonlyArray<Issue> | null {
  const fitting = branches.filter((issues) => !issues.some((i) => i.path.length === 0 && i.code === 'invalid_type'));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function expand(issue: Issue, base: ReadonlyArray<PropertyKey>): Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = knownBeside(issue.keys);
    return issue.keys.map((key) => ({
      path: formatPath([...path, key]),
      message: unknownField(key, known),
      ...whyUnknown(key, known),
    }));
  }
  if (issue.code === 'invalid_union') {
    const branch = meantBranch(issue.errors);
    if (branch) {
      return branch.flatMap((inner) => expand(inner, path));
    }
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((inner) => ({ path: formatPath(path), message: inner.message, ...whyOf(inner) }));
  }
  return [{ path: formatPath(path), message: issue.message, ...whyOf(issue) }];
}

/**
 * Turns zod's issues into problems; they must come from a parse with `reportInput`. `base` is put before every path.
 */
export function problemsOf(error: { issues: ReadonlyArray<Issue> }, base: ReadonlyArray<PropertyKey> = []): Problem[] {
  return error.issues.flatMap((issue) => expand(issue, base));
}

export type SchemaResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Checks `input` against a schema and fills in its defaults. Never throws. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  base: ReadonlyArray<PropertyKey> = [],
): SchemaResult<z.output<Schema>> {
  const result = schema.safeParse(input, { reportInput: true });
  return result.success ? { ok: true, value: result.data } : { ok: false, problems: problemsOf(result.error, base) };
}
