/** Computes when a unit tells its people what duty they will have. */
import { DAY } from '#domain/time/duration';
import { dateOf, parseClock, weekdayOf } from '#domain/time/local';
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

/** The first such instant after `now`. */
export function nextWeekly({ day, at }: WeeklyTime, zone: ZoneTable, now: number): number {
  const today = dateOf(toLocal(zone, now));
  const ahead = (WEEKDAYS.indexOf(day) - weekdayOf(today) + 7) % 7;
  const inDays = (days: number) => firstInstant(zone, (today + days) * DAY + (parseClock(at) ?? 0));
  const first = inDays(ahead);
  return first > now ? first : inDays(ahead + 7);
}

/** The last such instant, at or before `now`. */
export function lastWeekly({ day, at }: WeeklyTime, zone: ZoneTable, now: number): number {
  const today = dateOf(toLocal(zone, now));
  const ago = (weekdayOf(today) - WEEKDAYS.indexOf(day) + 7) % 7;
  const daysAgo = (days: number) => firstInstant(zone, (today - days) * DAY + (parseClock(at) ?? 0));
  const last = daysAgo(ago);
  return last <= now ? last : daysAgo(ago + 7);
}
