/** Computes how long incidents took to page, to be answered and to be resolved. */
import type { IncidentFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureKey, LeftOut } from '#domain/insight/figure';
import { mean, median, p90, percent } from '#domain/insight/statistics';
import { SECOND } from '#domain/time/duration';

/** `t_hit`: the first attempt that a provider accepted; null: none was. */
export function hitAt({ tries }: Pick<IncidentFact, 'tries'>): number | null {
  let first: number | null = null;
  for (const { at, ok } of tries) {
    first = ok && (first === null || at < first) ? at : first;
  }
  return first;
}

/** `t_ack`: the first answer by a person; null: nobody answered. */
export function answeredAt({ answers }: Pick<IncidentFact, 'answers'>): number | null {
  let first: number | null = null;
  for (const { at } of answers) {
    first = first === null || at < first ? at : first;
  }
  return first;
}

/** Whether its source resolved it before anybody answered. */
export function isSelfHealed(incident: IncidentFact): boolean {
  const answer = answeredAt(incident);
  const { resolvedAt, resolvedBy } = incident;
  return resolvedAt !== null && resolvedBy === 'source' && (answer === null || answer > resolvedAt);
}

/**
 * `t_ack − t_hit`, ms; null if nobody was paged or answered, if it healed by itself, or if somebody answered before a
 * page arrived.
 */
export function timeToAnswer(incident: IncidentFact): number | null {
  const [hit, answer] = [hitAt(incident), answeredAt(incident)];
  const isAnswer = hit !== null && answer !== null && answer >= hit && !isSelfHealed(incident);
  return isAnswer ? answer - hit : null;
}

type TimeKey = 'timeToPage' | 'timeToAnswer' | 'timeToResolve' | 'timeToSend';

/** Mean, median and 90th percentile. @param times ms */
export function timeFigures(key: TimeKey, times: readonly number[], leftOut?: LeftOut): Figure[] {
  const statistics = { mean, median, p90 };
  return (['mean', 'median', 'p90'] as const).map((name) => {
    const value = statistics[name](times);
    return figure(`${key}.${name}` as FigureKey, value === null ? null : value / SECOND, times.length, leftOut);
  });
}

/** What is nobody's figure. */
export function openFigures(all: readonly IncidentFact[]): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  const toPage = incidents.flatMap((incident) => {
    const hit = hitAt(incident);
    return hit === null ? [] : [hit - incident.openedAt];
  });
  const healed = incidents.filter(isSelfHealed).length;
  return [
    figure('incidents', incidents.length, incidents.length, leftOut),
    figure('paged', paged.length, incidents.length, leftOut),
    ...timeFigures('timeToPage', toPage, leftOut),
    figure('selfHealed', healed, incidents.length, leftOut),
    figure('selfHealed.share', percent(healed, incidents.length), incidents.length, leftOut),
  ];
}

/** How fast people answered. @param leftOut of the incidents that were asked for */
export function answerFigures(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure[] {
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  const answered = paged.filter((incident) => answeredAt(incident) !== null && !isSelfHealed(incident));
  const toAnswer = incidents.flatMap((incident) => timeToAnswer(incident) ?? []);
  const resolved = incidents.flatMap(({ resolvedAt, openedAt, snoozed }) =>
    resolvedAt === null ? [] : [{ took: resolvedAt - openedAt, snoozed }],
  );
  const rested = mean(resolved.map(({ snoozed }) => snoozed));
  return [
    figure('answered', percent(answered.length, paged.length), paged.length, leftOut),
    ...timeFigures('timeToAnswer', toAnswer, leftOut),
    ...timeFigures(
      'timeToResolve',
      resolved.map(({ took }) => took),
      leftOut,
    ),
    figure('snoozed', rested === null ? null : rested / SECOND, resolved.length, leftOut),
  ];
}
