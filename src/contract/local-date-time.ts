/**
 * Points in time as people write them: a wall clock without offset, which belongs to the zone named
 * beside it, or an instant with offset, needed inside the hour that autumn repeats.
 */
import { z } from 'zod';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const OFFSET = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** @returns what is wrong with it, or null. */
function wrongWith(text: string): string | null {
  const match = LOCAL.exec(text);
  if (!match) {
    return 'must be a date and time such as 2026-01-05T09:00';
  }
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return `must be between ${FIRST_YEAR} and ${LAST_YEAR}`;
  }
  if (day < 1 || day > daysInMonth(year, month)) {
    return `is a day that does not exist (${text.slice(0, 10)})`;
  }
  return hour > 23 || minute > 59 || second > 59 ? `is a time that does not exist (${text.slice(11)}); midnight is T00:00` : null;
}

function check(accept: (text: string) => string | null) {
  return (text: string, ctx: z.RefinementCtx) => {
    const message = accept(text);
    if (message !== null) {
      ctx.addIssue({ code: 'custom', message });
    }
  };
}

/** `2026-01-05T09:00`, seconds optional, no offset. */
export const localDateTime = z
  .string()
  .superRefine(check((text) => (OFFSET.test(text) ? 'must not have an offset; it belongs to the zone named beside it' : wrongWith(text))));

/** A local date-time, or an instant such as `2026-10-25T02:30:00+01:00`. */
export const localOrInstant = z.string().superRefine(
  check((text) => {
    const match = OFFSET.exec(text);
    if (!match) {
      return wrongWith(text);
    }
    const wrong = wrongWith(match[1] ?? '');
    return wrong ?? (Number.isNaN(Date.parse(text)) ? 'has an offset that does not exist' : null);
  }),
);

/** `2026-01-05T09:00` and `…:00` are the same; the domain sees the long form, which sorts as text. */
export function withSeconds(local: string): string {
  return local.length === 16 ? `${local}:00` : local;
}

export type Moment = { kind: 'local'; wall: string } | { kind: 'instant'; at: number };

/** Tells the two forms of a checked text apart. */
export function toMoment(text: string): Moment {
  return OFFSET.test(text) ? { kind: 'instant', at: Date.parse(text) } : { kind: 'local', wall: withSeconds(text) };
}
