/** Refuses an answer of another form when it is read: plans and proofs of a snapshot rely on its form. */
import type { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { issuesText } from './fields.ts';

/** @returns the answer as received */
export function checkedAnswer(what: string, schema: z.ZodType, answer: ImportResult<unknown>): ImportResult<unknown> {
  const read = parsedAnswer(what, schema, answer);
  return read.ok ? answer : read;
}

export function parsedAnswer<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  answer: ImportResult<unknown>,
): ImportResult<z.output<Schema>> {
  if (!answer.ok) {
    return answer;
  }
  const read = schema.safeParse(answer.value);
  return read.success ? done(read.data) : importFailure('unexpected-shape', { what, detail: issuesText(read.error) });
}

/** The objects of a list; anything else in it is no answer of any version. */
export function objectsIn(what: string, list: unknown): ImportResult<Array<Record<string, unknown>>> {
  if (!Array.isArray(list)) {
    return importFailure('unexpected-shape', { what, detail: 'it is no list' });
  }
  const wrong = list.findIndex((one) => typeof one !== 'object' || one === null || Array.isArray(one));
  return wrong < 0
    ? done(list as Array<Record<string, unknown>>)
    : importFailure('unexpected-shape', { what, detail: `item ${wrong + 1} of the list is no object` });
}
