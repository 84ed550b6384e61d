/** The periods that the page offers: whole calendar months in UTC, since answer times are counted by those. */
import { monthOf } from '#domain/insight/month';

export const PERIODS = ['this', '1', '3', '12'] as const;
export type Period = (typeof PERIODS)[number];

export function isPeriod(value: string | null): value is Period {
  return PERIODS.some((one) => one === value);
}

/** ISO 8601. `this`: the month that is running; a number: as many months that are over. */
export function rangeOfPeriod(period: Period, now: number): { from: string; to: string } {
  const present = monthOf(now);
  let { start } = present;
  for (let months = period === 'this' ? 0 : Number(period); months > 0; months--) {
    start = monthOf(start - 1).start;
  }
  const end = period === 'this' ? present.end : present.start;
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}
