/**
 * Defines points in time as people write them: a wall clock without offset, which belongs to the zone beside it, or an
 * instant with offset, needed inside the hour that autumn repeats.
 */
import { z } from 'zod';
import { addProblem } from '#contract/base/why';
import type { ProblemReason } from '#contract/reasons/problems';
import { parseTime } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, lastInstant } from '#domain/time/zone';

const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

type Wrong = ProblemReason & { message: string };

/** @returns what is wrong with it, or null */
function wrongWith(text: string): Wrong | null {
  if (!SHAPE.test(text)) {
    return {
      message: 'must be a date and time such as 2026-01-05T09:00',
      reason: 'wrong-format',
      data: { format: 'local-date-time' },
    };
  }
  if (parseTime(text) === null) {
    return {
      message:
        'is a date or time that does not exist, or has something after it; write 2026-01-05T09:00 (midnight is T00:00)',
      reason: 'no-such-date',
    };
  }
  const year = Number(text.slice(0, 4));
  const isOutside = year < FIRST_YEAR || year > LAST_YEAR;
  return isOutside
    ? {
        message: `must be between ${FIRST_YEAR} and ${LAST_YEAR}`,
        reason: 'outside-years',
        data: { first: FIRST_YEAR, last: LAST_YEAR },
      }
    : null;
}

function wrongWithLocal(text: string): Wrong | null {
  const time = parseTime(text);
  return time !== null && 'instant' in time
    ? { message: 'must not have an offset; it belongs to the zone named beside it', reason: 'has-offset' }
    : wrongWith(text);
}

function check(wrong: (text: string) => Wrong | null) {
  return (text: string, ctx: z.RefinementCtx) => {
    const found = wrong(text);
    if (found !== null) {
      const { message, ...why } = found;
      addProblem(ctx, [], message, why);
    }
  };
}

/** `2026-01-05T09:00`, seconds optional, no offset. */
export const localDateTime = z.string().max(40).superRefine(check(wrongWithLocal));

/** A local date-time, or an instant such as `2026-10-25T02:30:00+01:00`. */
export const localOrInstant = z.string().max(40).superRefine(check(wrongWith));

/**
 * The instant of a checked text. In the repeated hour, a wall clock that starts something is its first occurrence, one
 * that ends something its last.
 */
export function toInstant(text: string, edge: 'start' | 'end', zone: ZoneTable): number {
  const time = parseTime(text);
  if (time === null) {
    throw new Error(`date-time ${JSON.stringify(text)} was not checked`);
  }
  if ('instant' in time) {
    return time.instant;
  }
  return edge === 'start' ? firstInstant(zone, time.local) : lastInstant(zone, time.local);
}

/** No zone has a larger offset, so two times further apart than this have the same order in every zone. */
const LARGEST_OFFSET = 16 * 3_600_000;

/**
 * Whether `end` cannot come after `start`. Needs no zone tables, so a mix of both forms is accepted unless it is wrong
 * in every zone.
 */
export function isReversed(start: string, end: string): boolean {
  const [a, b] = [parseTime(start), parseTime(end)];
  if (a === null || b === null) {
    return false;
  }
  const [from, to] = ['local' in a ? a.local : a.instant, 'local' in b ? b.local : b.instant];
  return 'local' in a === 'local' in b ? to <= from : to <= from - LARGEST_OFFSET;
}
