/** Refuses time ranges that are too long, or outside of the known years. */
import type { AnyRota } from '#domain/rota/model';
import { validateRange } from '#domain/rota/validate';
import { HttpError } from './errors.ts';

/** Refuses what would take too long to answer, or lies outside of the years that are known. */
export function checkRange(from: number, to: number, rota?: AnyRota): void {
  const [problem] = validateRange(from, to, rota);
  if (problem) {
    throw new HttpError('validation', `${problem.path} ${problem.message}`, [problem]);
  }
}
