/** Refuses an answer of another form when it is read: plans and proofs of a snapshot rely on its form. */
import type { z } from 'zod';
import { importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';

/** @returns the answer as received */
export function checkedAnswer(what: string, schema: z.ZodType, answer: ImportResult<unknown>): ImportResult<unknown> {
  const read = answer.ok ? schema.safeParse(answer.value) : null;
  if (read === null || read.success) {
    return answer;
  }
  const detail = read.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`);
  return importFailure('unexpected-shape', { what, detail: detail.join('; ') });
}
