/**
 * Finds the date at which the first group of a shift begins: not always `start`, since an edit in OnCall begins the
 * rotation anew at the first date that still runs at, or comes after, `rotation_start`.
 */
import { DAY } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/local';
import { weekdayAt } from '../../shared/stretches.ts';
import { UNIT_MS } from './recurrence.ts';
import type { ShiftRecurrence } from './recurrence.ts';

/** @param runningCounts a date before `rotation_start` that still runs then is the first one, as in web schedules */
export function firstDate(recurrence: ShiftRecurrence, runningCounts: boolean): LocalDateTime {
  return recurrence.days.length === 0
    ? withoutWeekdays(recurrence, runningCounts)
    : onWeekdays(recurrence, runningCounts);
}

function withoutWeekdays(
  { start, rotationStart, unit, interval, duration }: ShiftRecurrence,
  runningCounts: boolean,
): LocalDateTime {
  const period = interval * UNIT_MS[unit];
  const after = Math.ceil((rotationStart - start) / period);
  const running = Math.floor((rotationStart - start - duration) / period) + 1;
  return start + Math.max(0, runningCounts ? Math.min(after, running) : after) * period;
}

function onWeekdays(recurrence: ShiftRecurrence, runningCounts: boolean): LocalDateTime {
  const { rotationStart, duration, days } = recurrence;
  const first = firstChosenDay(recurrence);
  const isLate = (date: LocalDateTime) =>
    !(date >= rotationStart || (runningCounts && date + duration > rotationStart));
  if (!isLate(first)) {
    return first;
  }
  const skipped = Math.max(0, Math.floor((rotationStart - first - duration) / DAY) - 1);
  let date = first + skipped * DAY;
  while (
    isLate(date) ||
    !days.includes(weekdayAt(date)) ||
    weeksBetween(recurrence, first, date) % weeksOf(recurrence)
  ) {
    date += DAY;
  }
  return date;
}

/** A start on another day moves to the first chosen day in the order of the week; by the plain rule, to the next one. */
function firstChosenDay({ start, days, weekStart, isPlain }: ShiftRecurrence): LocalDateTime {
  const own = weekdayAt(start);
  if (days.includes(own)) {
    return start;
  }
  const inOrder = days.map((day) => (day - weekStart + 7) % 7).sort((a, b) => a - b);
  const wanted = isPlain ? days : [((inOrder[0] ?? 0) + weekStart) % 7];
  return start + Math.min(...wanted.map((day) => (day - own + 7) % 7)) * DAY;
}

function weeksOf({ unit, interval }: ShiftRecurrence): number {
  return unit === 'week' ? interval : 1;
}

/** The day on which the week of a date begins, at the date's time of day. */
export function weekBegin(date: LocalDateTime, weekStart: number): LocalDateTime {
  return date - ((weekdayAt(date) - weekStart + 7) % 7) * DAY;
}

function weeksBetween(
  { weekStart, start, isPlain }: ShiftRecurrence,
  first: LocalDateTime,
  date: LocalDateTime,
): number {
  const origin = weekBegin(isPlain ? start : first, weekStart);
  return Math.round((weekBegin(date, weekStart) - origin) / (7 * DAY));
}
