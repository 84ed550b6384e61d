/** Computes when a unit tells its people what duty they will have. */
import { DAY } from '#domain/time/duration';
import { dateOf, weekdayOf } from '#domain/time/calendar';
import { parseClock } from '#domain/time/local';
import type { Weekday } from '#domain/labour/facts/unit';
import { WEEKDAYS } from '#domain/labour/facts/unit';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, toLocal } from '#domain/time/zone';

/** A wall clock of each week. */
export interface WeeklyTime {
  day: Weekday;
  /** `HH:MM` */
  at: string;
}

/** The last such instant, at or before `now`, and the next one after it. */
export function weeklyAround({ day, at }: WeeklyTime, zone: ZoneTable, now: number): { last: number; next: number } {
  const today = dateOf(toLocal(zone, now));
  const ahead = (WEEKDAYS.indexOf(day) - weekdayOf(today) + 7) % 7;
  const inDays = (days: number) => firstInstant(zone, (today + days) * DAY + (parseClock(at) ?? 0));
  const first = inDays(ahead);
  return first > now ? { last: inDays(ahead - 7), next: first } : { last: first, next: inDays(ahead + 7) };
}
