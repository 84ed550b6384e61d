/** Says whether a chart has a bar for each day or for each week, and where it begins. */
import { weekdayOf } from '#domain/time/local';
import type { LocalDate } from '#domain/time/local';

/** A chart of more days than these has one bar per week. */
const MOST_DAYS = 93;

export type ChartStep = 'day' | 'week';

export function chartStep(first: LocalDate, last: LocalDate): ChartStep {
  return last - first < MOST_DAYS ? 'day' : 'week';
}

/** The day itself, or the Monday of its week. */
export function stepOf(step: ChartStep, date: LocalDate): LocalDate {
  return step === 'day' ? date : date - ((weekdayOf(date) + 6) % 7);
}
