/** The answer of a small OnCall around the clock change of October 2026, worked out by the rules as written. */
import type { OncallRow } from './peer.fake.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.parse('2026-10-19T00:00Z');
const CHANGE = Date.parse('2026-10-25T01:00Z');
const DAYS = Array.from({ length: 130 }, (_, i) => i - 14);

const utc = (day: number, hour: number) => MONDAY + day * DAY + hour * HOUR;
/** Paris: UTC+2 until the change, UTC+1 after it. */
function paris(day: number, hour: number): number {
  const summer = utc(day, hour - 2);
  return summer < CHANGE ? summer : summer + HOUR;
}

const row = (user: string, start: number, end: number): OncallRow => ({ user, start, end });
/** Without what lies in the hours of somebody else. */
const outside = (rows: OncallRow[], start: number, end: number) =>
  rows.flatMap((one) => [
    ...(one.start < start ? [{ ...one, end: Math.min(one.end, start) }] : []),
    ...(one.end > end ? [{ ...one, start: Math.max(one.start, end) }] : []),
  ]);

/** Level 1 in UTC: alice and bob by weeks, and carol on workdays; dave alone on 21 October, and for alice on 3 November. */
export function database(): OncallRow[] {
  const weeks = Array.from({ length: 18 }, (_, i) => i - 2).map((week) =>
    row(week % 2 === 0 ? 'UALICE' : 'UBOB', utc(week * 7, 8), utc(week * 7 + 7, 8)),
  );
  const days = DAYS.filter((day) => ((day % 7) + 7) % 7 < 5).map((day) => row('UCAROL', utc(day, 7), utc(day, 16)));
  const [from, to] = [utc(15, 8), utc(16, 8)];
  const swapped = weeks.flatMap((one) =>
    one.user === 'UALICE' && one.start < to && one.end > from
      ? [...outside([one], from, to), row('UDAVE', from, to)]
      : [one],
  );
  return [...outside([...swapped, ...days], utc(2, 8), utc(3, 8)), row('UDAVE', utc(2, 8), utc(3, 8))];
}

/** In Paris: bob and alice by weeks from Monday 09:00, and above them dave on weekends from 10:00 to 18:00. */
export function nights(): OncallRow[] {
  const weeks = Array.from({ length: 18 }, (_, i) => i - 2).map((week) =>
    row(week % 2 === 0 ? 'UBOB' : 'UALICE', paris(week * 7, 9), paris(week * 7 + 7, 9)),
  );
  return DAYS.filter((day) => ((day % 7) + 7) % 7 >= 5).reduce(
    (rows, day) => [...outside(rows, paris(day, 10), paris(day, 18)), row('UDAVE', paris(day, 10), paris(day, 18))],
    weeks,
  );
}

export const office = (): OncallRow[] => DAYS.map((day) => row('UCAROL', utc(day, 9), utc(day, 17)));
