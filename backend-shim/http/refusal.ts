/** Turns the refusal of an action or of the configuration into the contract's error. */
import type { Problem } from '#contract/base/problem';
import type { ErrorCode, ErrorReason } from '#contract/errors';
import type { RefusedChange } from '../ports/configuration.ts';
import { HttpError } from './errors.ts';

interface RefusedAction {
  code: ErrorCode;
  message: string;
  why: ErrorReason;
  /** The fields that are wrong; default: none. */
  details?: Problem[];
}

export function errorOfRefusal({ code, message, details = [], why }: RefusedAction): HttpError {
  return new HttpError(code, message, details, why);
}

export function acceptedOrThrow<Result extends { ok: true }>(result: Result | RefusedChange): Result {
  if (!result.ok) {
    throw errorOfRefusal(result);
  }
  return result;
}
