/**
 * Computes with wall-clock time. A `LocalDateTime` is what a clock on a wall shows, held as the milliseconds that the
 * same digits would be in UTC; a `LocalDate` is a whole number of days since 1970-01-01. Neither is an instant: only a
 * zone table (`#domain/time/zone`) makes one from it.
 */
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';

export type LocalDateTime = number;
export type LocalDate = number;

export interface CivilDate {
  year: number;
  /** 1–12 */
  month: number;
  /** 1–31 */
  day: number;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function daysFromCivil({ year, month, day }: CivilDate): LocalDate {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `daysFromCivil`. */
export function civilFromDays(days: LocalDate): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date of a wall clock. */
export function dateOf(local: LocalDateTime): LocalDate {
  return Math.floor(local / DAY);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(date: LocalDate): number {
  return (((date + 4) % 7) + 7) % 7;
}

/** Months are counted from the given day and clamp to the end of short months: 31 Jan + 1 = 28 or 29 Feb. */
export function addMonths(local: LocalDateTime, months: number): LocalDateTime {
  const date = dateOf(local);
  const { year, month, day } = civilFromDays(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  const clamped = Math.min(day, daysInMonth(target.year, target.month));
  return daysFromCivil({ ...target, day: clamped }) * DAY + (local - date * DAY);
}

/** Months from the month of `a` to the month of `b`, whatever the day. */
export function monthsBetween(a: LocalDateTime, b: LocalDateTime): number {
  const from = civilFromDays(dateOf(a));
  const to = civilFromDays(dateOf(b));
  return (to.year - from.year) * 12 + (to.month - from.month);
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{2}):(\d{2})$/;

/** A point in time as a person may write it: a wall clock in some zone, or an instant. */
export type WrittenTime = { local: LocalDateTime } | { instant: number };

/**
 * Reads `2026-01-05T09:00[:SS[.mmm]]`; with `Z` or an offset, an instant. null for other text or an impossible date.
 */
export function parseTime(text: string): WrittenTime | null {
  const match = DATE_TIME.exec(text);
  if (!match) {
    return null;
  }
  const [hour, minute, second, milli] = [match[4], match[5], match[6] ?? '0', (match[7] ?? '0').padEnd(3, '0')].map(
    Number,
  ) as [number, number, number, number];
  const date = toDate(match);
  if (date === null || hour > 23 || minute > 59 || second > 59) {
    return null;
  }
  const local = date * DAY + hour * HOUR + minute * MINUTE + second * SECOND + milli;
  const offset = parseOffset(match[8]);
  return offset === null ? { local } : { instant: local - offset };
}

/** Like `parseTime`, but only without an offset. */
export function parseLocal(text: string): LocalDateTime | null {
  const time = parseTime(text);
  return time !== null && 'local' in time ? time.local : null;
}

/** Reads `2026-01-05`. */
export function parseDate(text: string): LocalDate | null {
  const match = DATE.exec(text);
  return match ? toDate(match) : null;
}

/** Reads `HH:MM` as milliseconds since midnight; `24:00` is the end of the day. */
export function parseClock(text: string): number | null {
  const match = CLOCK.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  const valid = match !== null && minute <= 59 && (hour <= 23 || (hour === 24 && minute === 0));
  return valid ? hour * HOUR + minute * MINUTE : null;
}

export function formatDate(date: LocalDate): string {
  const { year, month, day } = civilFromDays(date);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** `2026-01-05T09:00`, with seconds and milliseconds only where they are not zero. */
export function formatLocal(local: LocalDateTime): string {
  const date = dateOf(local);
  const rest = local - date * DAY;
  const clock = `${pad(Math.floor(rest / HOUR))}:${pad(Math.floor(rest / MINUTE) % 60)}`;
  const milli = rest % SECOND;
  const seconds = rest % MINUTE === 0 ? '' : `:${pad(Math.floor(rest / SECOND) % 60)}`;
  return `${formatDate(date)}T${clock}${seconds}${milli === 0 ? '' : `.${pad(milli, 3)}`}`;
}

function toDate(match: RegExpExecArray): LocalDate | null {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return valid ? daysFromCivil({ year, month, day }) : null;
}

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  if (text === 'Z') {
    return 0;
  }
  const size = Number(text.slice(1, 3)) * HOUR + Number(text.slice(-2)) * MINUTE;
  return text.startsWith('-') ? -size : size;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
