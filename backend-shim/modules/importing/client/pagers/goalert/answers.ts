/** Reads who is on call by GoAlert's own answer, and the overrides that came with it. */
import type { CrewSpan } from '#modules/importing/domain/model';
import type { PagerAnswer } from '../../pager.ts';
import { goalertAnswer } from './schema.ts';
import type { GoalertOverride } from './schema.ts';

/** One entry for each person. Entries of two calls meet at the seam, or overlap there, which is the same. */
export function timelineOf({ pages }: PagerAnswer): CrewSpan[] {
  return pages.flatMap((page) =>
    (goalertAnswer.parse(page).schedule?.shifts ?? []).map(({ userID, start, end }) => ({
      start: Date.parse(start),
      end: Date.parse(end),
      people: [userID],
    })),
  );
}

/** Each override once, although it comes with every call whose range it touches; in order of their start. */
export function overridesOf({ schedule, pages }: PagerAnswer): GoalertOverride[] {
  const all = pages.flatMap((page) => goalertAnswer.parse(page).userOverrides.nodes);
  return [...new Map(all.map((one) => [one.id, one])).values()]
    .filter(({ target }) => target === null || target === undefined || target.id === schedule)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1));
}
