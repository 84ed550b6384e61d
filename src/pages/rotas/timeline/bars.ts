/** Shifts as pixels. What is too narrow to see or hit is drawn together, so that a year stays light. */
import type { Shift } from './lanes.ts';
import type { Range } from './view.ts';

export interface Bar {
  /** Percent of the width shown. */
  left: number;
  width: number;
  row: number;
  /** The shifts it stands for; usually one. */
  shifts: readonly Shift[];
}

const NARROWEST = 3;

function share(at: number, { from, to }: Range): number {
  return ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * 100;
}

/** @param width pixels for the whole range. */
export function barsOf(shifts: readonly Shift[], rows: readonly number[], range: Range, width: number): Bar[] {
  const pixel = (range.to - range.from) / Math.max(1, width);
  const bars: Bar[] = [];
  const crowded = new Map<number, { from: number; shifts: Shift[] }>();
  const flush = (row: number) => {
    const crowd = crowded.get(row);
    if (crowd !== undefined && crowd.shifts.length > 0) {
      const end = crowd.shifts.at(-1)?.end ?? crowd.from;
      bars.push({
        left: share(crowd.from, range),
        width: share(end, range) - share(crowd.from, range),
        row,
        shifts: crowd.shifts,
      });
      crowded.delete(row);
    }
  };
  shifts.forEach((shift, i) => {
    const row = rows[i] ?? 0;
    if (shift.end - shift.start >= NARROWEST * pixel) {
      flush(row);
      bars.push({
        left: share(shift.start, range),
        width: share(shift.end, range) - share(shift.start, range),
        row,
        shifts: [shift],
      });
      return;
    }
    const last = crowded.get(row)?.shifts.at(-1);
    if (last !== undefined && shift.start - last.end >= NARROWEST * pixel) {
      flush(row);
    }
    const crowd = crowded.get(row);
    if (crowd === undefined) {
      crowded.set(row, { from: shift.start, shifts: [shift] });
    } else {
      crowd.shifts.push(shift);
      if (shift.end - crowd.from >= NARROWEST * pixel) {
        flush(row);
      }
    }
  });
  [...crowded.keys()].forEach(flush);
  return bars;
}

/** Everyone in a bar, once each. */
export function peopleOf(bar: Bar): string[] {
  return [...new Set(bar.shifts.flatMap(({ users }) => users))];
}
