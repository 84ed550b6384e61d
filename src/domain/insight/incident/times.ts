/** Computes how long incidents took to page, to be answered and to be resolved. */
import type { IncidentFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureKey, LeftOut } from '#domain/insight/figure';
import { mean, percent, summaryOf } from '#domain/insight/statistics';
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

/** Before anybody was told: no page had arrived by then. */
export function isHealedUntold(incident: IncidentFact): boolean {
  const hit = hitAt(incident);
  return isSelfHealed(incident) && (hit === null || hit > (incident.resolvedAt as number));
}

/** Whether its policy had gone through every step before anybody answered. */
export function isExhausted(incident: IncidentFact): boolean {
  const answer = answeredAt(incident);
  return incident.steps.some(({ step, at }) => step === null && (answer === null || answer > at));
}

/** Whether somebody was to answer: it paged, or everybody had been told. */
function isForAnswer({ tries, steps }: IncidentFact): boolean {
  return tries.length > 0 || steps.some(({ step }) => step === null);
}

/** Whether nobody answered within the policy, or at all until its end, though it paged. */
export function isMissed(incident: IncidentFact): boolean {
  const isUnanswered = incident.resolvedAt !== null && answeredAt(incident) === null;
  return isExhausted(incident) || (incident.tries.length > 0 && isUnanswered);
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
  const summary = summaryOf(times);
  return (['mean', 'median', 'p90'] as const).map((name) => {
    const value = summary[name];
    return figure(`${key}.${name}` as FigureKey, value === null ? null : value / SECOND, times.length, leftOut);
  });
}

/** What is nobody's figure. */
export function openFigures(all: readonly IncidentFact[]): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const toPage: number[] = [];
  let [paged, healed, untold, exhausted, forAnswer] = [0, 0, 0, 0, 0];
  for (const incident of incidents) {
    const hit = hitAt(incident);
    if (hit !== null) {
      toPage.push(hit - incident.openedAt);
    }
    paged += incident.tries.length > 0 ? 1 : 0;
    healed += isSelfHealed(incident) ? 1 : 0;
    untold += isHealedUntold(incident) ? 1 : 0;
    forAnswer += isForAnswer(incident) ? 1 : 0;
    exhausted += isExhausted(incident) ? 1 : 0;
  }
  return [
    figure('incidents', incidents.length, incidents.length, leftOut),
    figure('paged', paged, incidents.length, leftOut),
    missedFigure(incidents, leftOut),
    figure('missed.exhausted', exhausted, forAnswer, leftOut),
    ...timeFigures('timeToPage', toPage, leftOut),
    figure('selfHealed', healed, incidents.length, leftOut),
    figure('selfHealed.before', untold, incidents.length, leftOut),
    figure('selfHealed.after', healed - untold, incidents.length, leftOut),
    figure('selfHealed.share', percent(healed, incidents.length), incidents.length, leftOut),
  ];
}

/** Of those that paged somebody. @param leftOut of the incidents that were asked for */
export function answeredFigure(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure {
  let [paged, answered] = [0, 0];
  for (const incident of incidents) {
    if (incident.tries.length > 0) {
      paged++;
      answered += answeredAt(incident) !== null && !isSelfHealed(incident) ? 1 : 0;
    }
  }
  return figure('answered', percent(answered, paged), paged, leftOut);
}

/** How fast people answered. @param leftOut of the incidents that were asked for */
export function answerTimes(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure[] {
  const times: number[] = [];
  for (const incident of incidents) {
    const took = timeToAnswer(incident);
    if (took !== null) {
      times.push(took);
    }
  }
  return timeFigures('timeToAnswer', times, leftOut);
}

/** How fast incidents were resolved, and how long they were snoozed. @param leftOut of the incidents that were asked for */
export function resolveTimes(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure[] {
  const [times, rests]: [number[], number[]] = [[], []];
  for (const { resolvedAt, openedAt, snoozed } of incidents) {
    if (resolvedAt !== null) {
      times.push(resolvedAt - openedAt);
      rests.push(snoozed);
    }
  }
  const rested = mean(rests);
  return [
    ...timeFigures('timeToResolve', times, leftOut),
    figure('snoozed', rested === null ? null : rested / SECOND, rests.length, leftOut),
  ];
}

export function missedFigure(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure {
  return figure('missed', incidents.filter(isMissed).length, incidents.filter(isForAnswer).length, leftOut);
}
