/** Reads who is on call by OnCall's own `final_shifts`: a row for each person and shift, and holes are not mentioned. */
import type { CrewSpan } from '#modules/importing/domain/model';
import type { PagerAnswer } from '../../pager.ts';
import { finalShifts } from './schema.ts';

export function timelineOf({ pages }: PagerAnswer): CrewSpan[] {
  return pages.flatMap((page) =>
    finalShifts.parse(page).results.map(({ user_pk: user, shift_start: start, shift_end: end }) => ({
      start: Date.parse(start),
      end: Date.parse(end),
      people: [user],
    })),
  );
}
