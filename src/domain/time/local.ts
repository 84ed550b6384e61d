/**
 * Reads and writes wall-clock time. A `LocalDateTime` is what a clock on a wall shows, held as the milliseconds that the
 * same digits would be in UTC; a `LocalDate` is a whole number of days since 1970-01-01. Neither is an instant: only a
 * zone table (`#domain/time/zone`) makes one from it.
 */
import { civilFromDays, dateOf, existingDate } from '#domain/time/calendar';
import type { LocalDate, LocalDateTime } from '#domain/time/calendar';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/time/duration';

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
  return existingDate({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
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
