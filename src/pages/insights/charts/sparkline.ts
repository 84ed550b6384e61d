/** Writes a series as Grafana's charts take it. */
import { dateTime, FieldType } from '@grafana/data';
import type { FieldSparkline } from '@grafana/data';
import { DAY } from '#domain/time/duration';
import type { DaySeries } from './series.ts';

/** The name of the colour in Grafana's palette for charts, which differs by theme. */
export const CHART_COLOUR = 'blue';

export function mostOf({ points }: DaySeries): number {
  return Math.max(0, ...points.map(({ value }) => value));
}

/** From 0, with half a bar of room at both ends. */
export function sparklineOf(series: DaySeries): FieldSparkline {
  const { step, points } = series;
  const half = (step === 'day' ? DAY : 7 * DAY) / 2;
  const times = points.map(({ at }) => at);
  const [from, to] = [dateTime((times[0] ?? 0) - half), dateTime((times.at(-1) ?? 0) + half)];
  const max = Math.max(1, mostOf(series));
  return {
    x: { name: 'time', type: FieldType.time, values: times, config: {} },
    y: {
      name: 'value',
      type: FieldType.number,
      values: points.map(({ value }) => value),
      config: { min: 0, max, color: { mode: 'fixed', fixedColor: CHART_COLOUR } },
      state: { range: { min: 0, max, delta: max } },
    },
    timeRange: { from, to, raw: { from, to } },
  };
}
