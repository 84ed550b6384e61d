/** The range that a list about working time is asked for. */
import { DAY } from '#domain/time/duration';
import type { Span } from '#domain/time/span';
import { HttpError } from '../errors.ts';

/** A year of everybody takes a second; nobody looks at more at once. */
const LONGEST = 366 * DAY;

export interface RangeQuery {
  from?: string | undefined;
  to?: string | undefined;
}

/** @param usual the range if neither end is given; else it has this length */
export function rangeOf({ from, to }: RangeQuery, usual: Span): Span {
  const length = usual.end - usual.start;
  const end = to === undefined ? (from === undefined ? usual.end : Date.parse(from) + length) : Date.parse(to);
  const start = from === undefined ? (to === undefined ? usual.start : end - length) : Date.parse(from);
  if (end <= start) {
    throw new HttpError('validation', 'to must be after from.', [
      { path: 'to', message: 'must be after from', reason: 'not-after', data: { field: 'from' } },
    ]);
  }
  if (end - start > LONGEST) {
    throw new HttpError('validation', 'to must be at most 366d after from.', [
      {
        path: 'to',
        message: 'must be at most 366d after from',
        reason: 'too-far-after',
        data: { field: 'from', max: '366d' },
      },
    ]);
  }
  return { start, end };
}
