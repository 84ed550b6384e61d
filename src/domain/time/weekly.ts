/** Defines weekly hours as people write them: words for days, and times of a wall clock. */
export const DAY_WORDS = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
  'workday',
  'weekend',
  'holiday',
  'daily',
] as const;
export type DayWord = (typeof DAY_WORDS)[number];

/**
 * One window a week or more. Starts on each matching day at `from`; `to <= from` ends on the next
 * day; `from == to` lasts 24 hours. Times are `HH:MM` wall clock.
 */
export interface WeeklyWindow {
  days: DayWord[];
  from: string;
  to: string;
}
