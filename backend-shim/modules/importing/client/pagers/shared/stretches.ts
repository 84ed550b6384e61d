/** Writes stretches of wall-clock time as weekly windows, of which none is longer than a day. */
import { dateOf, weekdayOf } from '#domain/time/calendar';
import type { LocalDateTime } from '#domain/time/calendar';
import type { DayWord, WeeklyWindow } from '#domain/time/weekly';

export const DAY_MINUTES = 24 * 60;
export const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Monday first. */
export const WEEKDAYS: readonly DayWord[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** As iCalendar names them, Monday first. */
export const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** 0 is Monday. */
export function weekdayAt(wall: LocalDateTime): number {
  return (weekdayOf(dateOf(wall)) + 6) % 7;
}

export function clockText(minutes: number): string {
  const within = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

/** `09:30` or `09:30:00` in minutes; null: it has seconds, or is no time. */
export function minutesOf(clock: string): number | null {
  const [, hour = '', minute = '', second = '00'] = /^(\d{2}):(\d{2})(?::(\d{2}))?/.exec(clock) ?? [];
  return hour === '' || second !== '00' ? null : Number(hour) * 60 + Number(minute);
}

/** Every day from a time, for up to a day. */
export function dailyWindow(from: number, length: number): WeeklyWindow {
  return { days: ['daily'], from: clockText(from), to: clockText(from + length) };
}

/**
 * A stretch that begins on one weekday and may last until the same time a week later, cut at its own time of day: Friday
 * 17:00 for 64 hours is Friday and Saturday from 17:00 to 17:00, and Sunday from 17:00 to 09:00.
 * @param day 0 is Monday
 * @param length minutes, more than 0 and up to a week
 */
export function weeklyWindows(day: number, from: number, length: number): WeeklyWindow[] {
  const whole = Math.floor(length / DAY_MINUTES);
  const rest = length % DAY_MINUTES;
  const dayAt = (offset: number) => WEEKDAYS[(day + offset) % 7] as DayWord;
  const days = Array.from({ length: whole }, (_, i) => dayAt(i));
  return [
    ...(whole === 0 ? [] : [{ days, from: clockText(from), to: clockText(from) }]),
    ...(rest === 0 ? [] : [{ days: [dayAt(whole)], from: clockText(from), to: clockText(from + rest) }]),
  ];
}
