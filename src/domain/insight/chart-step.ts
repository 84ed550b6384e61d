/** Says whether a chart has a bar for each day or for each week, and where it begins. */
import { mondayOf } from '#domain/time/calendar';
import type { LocalDate } from '#domain/time/calendar';

/** A chart of more days than these has one bar per week. */
const MOST_DAYS = 93;

export type ChartStep = 'day' | 'week';

export function chartStep(first: LocalDate, last: LocalDate): ChartStep {
  return last - first < MOST_DAYS ? 'day' : 'week';
}

/** The day itself, or the Monday of its week. */
export function stepOf(step: ChartStep, date: LocalDate): LocalDate {
  return step === 'day' ? date : mondayOf(date);
}
