/** Reads who is on call by PagerDuty's own answer, and the overrides that came with it. */
import type { CrewSpan } from '#modules/importing/domain/model';
import { spansNaming } from '#modules/importing/domain/normal-form';
import type { Span } from '#domain/time/span';
import type { PagerAnswer } from '../../pager.ts';
import { customShift, pagerdutyAnswer, pagerdutyOverride, shiftOverride } from './schema.ts';
import type { PagerdutyOverride } from './schema.ts';
import type { z } from 'zod';

export type ShiftOverride = z.output<typeof shiftOverride>;
type CustomShift = z.output<typeof customShift>;

/** Entries are cut where one call ends and the next begins. */
export function timelineOf({ pages }: PagerAnswer): CrewSpan[] {
  return pages.flatMap((page) => {
    const final = pagerdutyAnswer.parse(page).schedule?.final_schedule;
    const layered = (final?.rendered_schedule_entries ?? []).map(({ start, end, user }) => ({
      start: Date.parse(start),
      end: Date.parse(end),
      people: [user.id],
    }));
    const shifts = (final?.computed_shift_assignments ?? []).map(({ start_time, end_time, member }) => ({
      start: Date.parse(start_time),
      end: Date.parse(end_time),
      people: member.user_id ? [member.user_id] : [],
    }));
    return [...layered, ...shifts];
  });
}

/** When a shift is of a member of a kind that this version does not know. */
export function unnamedIn({ pages }: PagerAnswer): Span[] {
  const shifts = pages.flatMap(
    (page) => pagerdutyAnswer.parse(page).schedule?.final_schedule?.computed_shift_assignments ?? [],
  );
  const unnamed = shifts
    .filter(({ member }) => !member.user_id && member.type !== 'empty_member')
    .map(({ start_time, end_time }) => ({ start: Date.parse(start_time), end: Date.parse(end_time), people: [''] }));
  return spansNaming(unnamed, () => true);
}

/** Each once, in the order of the answer. */
export function overridesOf(answer: PagerAnswer): PagerdutyOverride[] {
  return onceEach(answer, (page) => page.overrides.map((one) => pagerdutyOverride.parse(one)));
}

export function shiftOverridesOf(answer: PagerAnswer): ShiftOverride[] {
  return onceEach(answer, (page) => page.overrides.map((one) => shiftOverride.parse(one)));
}

export function customShiftsOf(answer: PagerAnswer): CustomShift[] {
  return onceEach(answer, (page) => page.custom_shifts.map((one) => customShift.parse(one)));
}

function onceEach<Item extends { id: string }>(
  { pages }: PagerAnswer,
  itemsOf: (page: z.output<typeof pagerdutyAnswer>) => Item[],
): Item[] {
  const all = pages.flatMap((page) => itemsOf(pagerdutyAnswer.parse(page)));
  return [...new Map(all.map((one) => [one.id, one])).values()];
}
