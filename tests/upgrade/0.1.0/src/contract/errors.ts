/** The one form in which the API says no. */
import { z } from 'zod';
import type { Problem } from '#contract/base/problem';
import { strict } from '#contract/base/schema';

/** The closed list of codes, with their HTTP status. */
export const ERROR_STATUS = {
  validation: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export const errorDetail = strict({ path: z.string(), message: z.string() });

export const errorBody = strict({
  error: strict({
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    /** What is wrong and what to do, for people. */
    message: z.string(),
    /** Each field that must change; empty where none is at fault. */
    details: z.array(errorDetail),
  }),
});

export type ErrorBody = z.output<typeof errorBody>;

export function errorOf(code: ErrorCode, message: string, details: Problem[] = []): ErrorBody {
  return { error: { code, message, details: details.map(({ path, message: what }) => ({ path, message: what })) } };
}

/** The sentence is useful by itself: logs and command lines show only that. */
export function validationError(problems: Problem[]): ErrorBody {
  const [first] = problems;
  const where = first && first.path !== '' ? `${first.path} ` : '';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return errorOf('validation', first ? `${where}${first.message}${more}` : 'the request is not valid', problems);
}
