/**
 * Breaks counts of a chapter down by the day (UTC), for charts. Only what may be told of a single incident or of a single
 * person is in it: how fast a group answers never is, since a day of it is soon one person.
 */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { IncidentFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup } from '#domain/insight/figure';
import { interruptionFigures } from '#domain/insight/person/interruptions';
import type { Interruption } from '#domain/insight/person/interruptions';
import { dateOf, formatDate } from '#domain/time/local';

/** Days without any incident that counts are left out. */
export function incidentDays(
  all: readonly IncidentFact[],
  figuresOf: (incidents: readonly IncidentFact[]) => Figure[],
): FigureGroup[] {
  const days = groupedBy(all, ({ openedAt }) => dateOf(openedAt));
  return [...days]
    .filter(([, incidents]) => counted(incidents).length > 0)
    .toSorted(([a], [b]) => a - b)
    .map(([date, incidents]) => ({ by: 'day', id: formatDate(date), figures: figuresOf(incidents) }));
}

export function incidentCounts(all: readonly IncidentFact[]): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  return [
    figure('incidents', incidents.length, incidents.length, leftOut),
    figure('paged', paged.length, incidents.length, leftOut),
  ];
}

/** @param interruptions of people whom the reader may read one by one */
export function interruptionDays(interruptions: readonly Interruption[]): FigureGroup[] {
  return [...groupedBy(interruptions, ({ at }) => dateOf(at))]
    .toSorted(([a], [b]) => a - b)
    .map(([date, own]) => ({ by: 'day', id: formatDate(date), figures: interruptionFigures(own) }));
}

/** One group of a day that is in both. */
export function joinDays(...parts: ReadonlyArray<readonly FigureGroup[]>): FigureGroup[] {
  return [...groupedBy(parts.flat(), ({ id }) => id)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, same]) => ({ by: 'day', id, figures: same.flatMap(({ figures }) => figures) }));
}
