/** Refuses an answer of another form when it is read: plans and proofs of a snapshot rely on its form. */
import type { z } from 'zod';
import { importFailure } from '#contract/importing/failures';
import type { ImportResult } from '#contract/importing/failures';
import { issuesText } from './fields.ts';

/** @returns the answer as received */
export function checkedAnswer(what: string, schema: z.ZodType, answer: ImportResult<unknown>): ImportResult<unknown> {
  const read = answer.ok ? schema.safeParse(answer.value) : null;
  if (read === null || read.success) {
    return answer;
  }
  return importFailure('unexpected-shape', { what, detail: issuesText(read.error) });
}
