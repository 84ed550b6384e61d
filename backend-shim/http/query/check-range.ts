/** Refuses time ranges that are too long or outside the supported years. */
import type { AnyRota } from '#domain/rota/model';
import { validateRange } from '#domain/rota/validate';
import { HttpError } from '../errors.ts';

/** Refuses ranges that would take too long to compute or lie outside the supported years. */
export function checkRange(from: number, to: number, rota?: AnyRota): void {
  const [problem] = validateRange(from, to, rota);
  if (problem) {
    throw new HttpError('validation', `${problem.path} ${problem.message}`, [problem]);
  }
}
