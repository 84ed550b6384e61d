/**
 * Breaks counts of a chapter down by day, or by week where days would be too many (UTC), for charts. Only what may be told
 * of a single incident or of a single person is in it: how fast a group answers never is, since a day of it is soon one
 * person.
 */
import { groupedBy } from '#domain/grouped';
import type { IncidentFact } from '#domain/insight/facts';
import { chartStep, stepOf } from '#domain/insight/chart-step';
import type { ChartStep } from '#domain/insight/chart-step';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { withBehind } from '#domain/insight/incident/behind';
import type { BehindScope } from '#domain/insight/incident/behind';
import { missedFigure } from '#domain/insight/incident/times';
import { interruptionFigures } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { DAY } from '#domain/time/duration';
import { dateOf } from '#domain/time/calendar';
import { formatDate } from '#domain/time/local';
import type { LocalDate } from '#domain/time/calendar';
import type { Span } from '#domain/time/span';

interface Series {
  period: Span;
  incidents: readonly IncidentFact[];
  figuresOf: (incidents: readonly IncidentFact[]) => Figure[];
  scope?: BehindScope;
  /** Of people whom the reader may read one by one. */
  interruptions?: readonly Interruption[];
  /** Interruptions of people are left out. */
  isPartial?: boolean;
}

/** Days without any incident that counts, and without interruptions, are left out. */
export function byDay({ period, incidents, figuresOf, scope, interruptions = [], isPartial }: Series): FigureGroup[] {
  const by = chartStep(dateOf(period.start), dateOf(period.end - 1));
  const begin = (at: number) => stepOf(by, dateOf(at));
  const opened = groupedBy(incidents, ({ openedAt }) => begin(openedAt));
  const broken = groupedBy(interruptions, ({ at }) => begin(at));
  const told = [...opened].filter(([, own]) => counted(own).length > 0).map(([date]) => date);
  return [...new Set([...told, ...broken.keys()])]
    .toSorted((a, b) => a - b)
    .map((date) => {
      const own = told.includes(date) ? (opened.get(date) ?? []) : [];
      const where = { ...scope, opened: withinPeriod(by, date, period) };
      const calls = broken.has(date) ? interruptionFigures(broken.get(date) ?? []) : [];
      return {
        by,
        id: formatDate(date),
        figures: [
          ...(own.length === 0 ? [] : withBehind(figuresOf(own), own, where)),
          ...calls.map((one) => ({ ...one, partial: isPartial ?? false })),
        ],
      };
    });
}

/** The days of the group, as far as they are of the period. */
function withinPeriod(by: ChartStep, date: LocalDate, { start, end }: Span): Span {
  const days = by === 'day' ? 1 : 7;
  return { start: Math.max(start, date * DAY), end: Math.min(end, (date + days) * DAY) };
}

export function incidentCounts(all: readonly IncidentFact[]): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  return [
    figure('incidents', incidents.length, incidents.length, leftOut),
    figure('paged', paged.length, incidents.length, leftOut),
    missedFigure(incidents, leftOut),
  ];
}
