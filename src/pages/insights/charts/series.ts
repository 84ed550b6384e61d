/** Makes the series of a chart from groups by day or week: one value for each, also where nothing happened. */
import type { FigureGroupWire, FigureWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import { DAY } from '#domain/time/duration';
import { chartStep, stepOf } from '#domain/insight/chart-step';
import type { ChartStep } from '#domain/insight/chart-step';
import { dateOf } from '#domain/time/calendar';

export interface DaySeries {
  step: ChartStep;
  /** When each day or week begins, and its value; weeks begin on Monday. */
  points: ReadonlyArray<{ at: number; value: number }>;
}

/**
 * Counts add up; shares of a week weigh each day by how many it is of, and days without any take the value before, or the first.
 *
 * @param end exclusive, ms
 * @returns null: no group has the figure, or there are not two points
 */
export function daySeries(
  groups: readonly FigureGroupWire[],
  key: FigureKey,
  { start, end }: { start: number; end: number },
): DaySeries | null {
  const days = groups.flatMap(({ by, id, figures }) => {
    const figure = by === 'day' || by === 'week' ? figures.find((one) => one.key === key) : undefined;
    return figure === undefined ? [] : [{ date: dateOf(Date.parse(`${id}T00:00:00Z`)), figure }];
  });
  if (days.length === 0) {
    return null;
  }
  // The days of a person are those of their zone, which may begin before the period does.
  const first = Math.min(dateOf(start), ...days.map(({ date }) => date));
  const last = Math.max(dateOf(end - 1), ...days.map(({ date }) => date));
  const step = groups.some(({ by }) => by === 'week') ? 'week' : chartStep(first, last);
  const beginOf = (date: number) => stepOf(step, date);
  const byStep = Map.groupBy(days, ({ date }) => beginOf(date));
  const points: Array<{ at: number; value: number }> = [];
  const known = days.find(({ figure }) => figure.value !== null)?.figure.value ?? 0;
  for (let date = beginOf(first); date <= last; date += step === 'day' ? 1 : 7) {
    const own = byStep.get(date)?.map(({ figure }) => figure) ?? [];
    points.push({ at: date * DAY, value: valueOf(own, points.at(-1)?.value ?? known, days[0]?.figure.unit) });
  }
  return points.length < 2 ? null : { step, points };
}

function valueOf(figures: readonly FigureWire[], before: number, unit: FigureWire['unit'] | undefined): number {
  if (unit !== '%') {
    return figures.reduce((sum, { value }) => sum + (value ?? 0), 0);
  }
  const known = figures.filter(({ value }) => value !== null);
  const n = known.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? before : known.reduce((sum, one) => sum + (one.value ?? 0) * one.n, 0) / n;
}
