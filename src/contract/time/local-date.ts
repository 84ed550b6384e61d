/** Defines dates as people write them, such as `2026-11-02`, which are days of the zone beside them. */
import { z } from 'zod';
import { addProblem, wellFormed } from '#contract/base/why';
import { parseDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/calendar';

const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

export const localDate = z
  .string()
  .regex(...wellFormed('local-date', SHAPE, 'must be a date such as 2026-11-02'))
  .superRefine((text, ctx) => {
    const year = Number(text.slice(0, 4));
    if (!SHAPE.test(text)) {
      return;
    }
    if (parseDate(text) === null) {
      addProblem(ctx, [], 'is a date that does not exist', { reason: 'no-such-date' });
    } else if (year < FIRST_YEAR || year > LAST_YEAR) {
      addProblem(ctx, [], `must be between ${FIRST_YEAR} and ${LAST_YEAR}`, {
        reason: 'outside-years',
        data: { first: FIRST_YEAR, last: LAST_YEAR },
      });
    }
  });

/** The date of a checked text; throws for an unchecked one, which is a bug. */
export function toDate(text: string): LocalDate {
  const date = parseDate(text);
  if (date === null) {
    throw new Error(`date ${JSON.stringify(text)} was not checked`);
  }
  return date;
}
