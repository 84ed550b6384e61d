/** What the configuration refuses becomes the contract's error. */
import type { Refused } from '../ports/configuration.ts';
import { HttpError } from './errors.ts';

export function done<Result extends { ok: true }>(result: Result | Refused): Result {
  if (!result.ok) {
    throw new HttpError(result.code, result.message, result.details, result.why);
  }
  return result;
}
