/** Defines the form of every error answer of the API. */
import { z } from 'zod';
import type { Problem } from '#contract/base/problem';
import { strict } from '#contract/base/schema';
import { problemCode } from '#contract/reasons/problems';
import { refusalCode } from '#contract/reasons/refusals';
import type { Refusal, RefusalCode } from '#contract/reasons/refusals';

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

/** For programs and translations: `reason` is a code of a closed list, `data` the values of its sentence. */
export type ErrorReason = Refusal;

const data = z.record(z.string(), z.unknown());

/** One problem; for a problem in a provisioning file also the name of the file, and the line if there is one. */
export const errorDetail = strict({
  path: z.string(),
  reason: problemCode.nullable(),
  data,
  message: z.string(),
  file: z.string().optional(),
  line: z.int().optional(),
});

export type ErrorDetail = z.output<typeof errorDetail>;

/** A problem in the form of the API, of the state of the files, and of `--check --json`. */
export function detailOf(
  { path, reason, data, message }: Problem,
  place: Pick<ErrorDetail, 'file' | 'line'> = {},
): ErrorDetail {
  return { path, reason: reason ?? null, data: { ...data }, message, ...place };
}

export const errorBody = strict({
  error: strict({
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    /** What is wrong and what to do, for people. */
    message: z.string(),
    reason: refusalCode.nullable(),
    data,
    /** Each field that must change; empty: no field is wrong. */
    details: z.array(errorDetail),
  }),
});

export type ErrorBody = z.output<typeof errorBody>;

/** The default reason of codes that need no better one. */
const USUAL = {
  validation: 'invalid',
  'too-large': 'body-too-large',
  'too-many-requests': 'too-many-requests',
  internal: 'internal',
} as const satisfies Partial<Record<ErrorCode, RefusalCode>>;

/** A refusal with any other code must bring its reason. */
export type CodeWithReason = keyof typeof USUAL;

export function errorOf(
  code: ErrorCode,
  message: string,
  details: Problem[] = [],
  why: ErrorReason | null = null,
): ErrorBody {
  return {
    error: {
      code,
      message,
      reason: why?.reason ?? (USUAL as Partial<Record<ErrorCode, RefusalCode>>)[code] ?? null,
      data: { ...why?.data },
      details: details.map((problem) => detailOf(problem)),
    },
  };
}

/** The message is complete by itself, since logs and command lines show nothing else. */
export function validationError(problems: Problem[]): ErrorBody {
  const [first] = problems;
  const where = first && first.path !== '' ? `${first.path} ` : '';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return errorOf('validation', first ? `${where}${first.message}${more}` : 'the request is not valid', problems);
}
