/** Turns shifts into bars. Shifts too narrow to see or hit are merged, so that a year stays fast to draw. */
import type { Shift } from './lanes.ts';
import type { TimeRange } from '../view.ts';

export interface TimelineBar {
  /** In percent of the shown width. */
  left: number;
  width: number;
  row: number;
  /** The shifts that the bar represents; usually one. */
  shifts: readonly Shift[];
}

const NARROWEST = 3;

function share(at: number, { from, to }: TimeRange): number {
  return ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * 100;
}

interface Crowd {
  from: number;
  shifts: Shift[];
}

/** One bar for consecutive shifts. */
function barOf({ from, shifts }: Crowd, row: number, range: TimeRange): TimelineBar {
  const left = share(from, range);
  return { left, width: share(shifts.at(-1)?.end ?? from, range) - left, row, shifts };
}

/** @param width width of the whole range in pixels */
export function barsOf(
  shifts: readonly Shift[],
  rows: readonly number[],
  range: TimeRange,
  width: number,
): TimelineBar[] {
  const narrowest = (NARROWEST * (range.to - range.from)) / Math.max(1, width);
  const bars: TimelineBar[] = [];
  const crowded = new Map<number, Crowd>();
  const flush = (row: number) => {
    const crowd = crowded.get(row);
    if (crowd !== undefined) {
      bars.push(barOf(crowd, row, range));
      crowded.delete(row);
    }
  };
  shifts.forEach((shift, i) => {
    const row = rows[i] ?? 0;
    const last = crowded.get(row)?.shifts.at(-1);
    if (shift.end - shift.start >= narrowest || (last !== undefined && shift.start - last.end >= narrowest)) {
      flush(row);
    }
    const crowd = crowded.get(row) ?? { from: shift.start, shifts: [] };
    crowd.shifts.push(shift);
    crowded.set(row, crowd);
    if (shift.end - crowd.from >= narrowest) {
      flush(row);
    }
  });
  [...crowded.keys()].forEach(flush);
  return bars;
}

/** All people of a bar, once each. */
export function peopleOf(bar: TimelineBar): string[] {
  return [...new Set(bar.shifts.flatMap(({ users }) => users))];
}
