/** Turns a refusal of the configuration into the contract's error. */
import type { RefusedChange } from '../ports/configuration.ts';
import { HttpError } from './errors.ts';

export function acceptedOrThrow<Result extends { ok: true }>(result: Result | RefusedChange): Result {
  if (!result.ok) {
    throw new HttpError(result.code, result.message, result.details, result.why);
  }
  return result;
}
