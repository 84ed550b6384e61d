/** Adds up the work that incidents asked of a person. */
import type { IncidentFact, WorkFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import { isSelfHealed } from '#domain/insight/incident/times';
import type { InsightSettings } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';
import type { Span } from '#domain/time/span';

interface EffortFacts {
  period: Span;
  now: number;
  work: readonly WorkFact[];
  incidents: readonly IncidentFact[];
}

export interface Effort {
  /** ms, what is estimated included. */
  whole: number;
  estimated: number;
  /** Of each piece of work. */
  incidents: readonly string[];
}

/**
 * All of it counts in the period in which it began. Recorded work counts as it is; work that goes on is estimated until
 * now. On an incident without recorded work of theirs, whenever that was, the person's answer counts until the resolution.
 * An estimate is cut at `longestEstimate`.
 *
 * @param work of the person
 * @param incidents that count and that they answered, also those from before the period
 */
export function effortOf(
  user: string,
  { period, now, work, incidents }: EffortFacts,
  { longestEstimate }: InsightSettings,
): Effort {
  const cut = (ms: number) => Math.max(0, Math.min(longestEstimate, ms));
  const isWithin = (at: number) => at >= period.start && at < period.end;
  const recorded = work
    .filter(({ start, leftOut }) => leftOut === null && isWithin(start))
    .map(({ incident, start, end, travel }) =>
      end === null
        ? { incident, known: travel, guessed: cut(now - start) }
        : { incident, known: end - start + travel, guessed: 0 },
    );
  const known = new Set(work.map(({ incident }) => incident));
  const guessed = incidents
    .filter((incident) => !known.has(incident.id) && !isSelfHealed(incident))
    .flatMap(({ id, answers, resolvedAt }) => {
      const first = Math.min(...answers.filter((answer) => answer.user === user).map(({ at }) => at));
      return isWithin(first) ? [{ incident: id, known: 0, guessed: cut((resolvedAt ?? now) - first) }] : [];
    });
  const parts = [...recorded, ...guessed];
  const estimated = parts.reduce((sum, part) => sum + part.guessed, 0);
  const whole = parts.reduce((sum, part) => sum + part.known, 0) + estimated;
  return { whole, estimated, incidents: parts.map(({ incident }) => incident) };
}

export function effortOfAll(each: readonly Effort[]): Effort {
  return {
    whole: each.reduce((sum, { whole }) => sum + whole, 0),
    estimated: each.reduce((sum, { estimated }) => sum + estimated, 0),
    incidents: each.flatMap(({ incidents }) => incidents),
  };
}

export function effortFigures({ whole, estimated, incidents: { length } }: Effort): Figure[] {
  return [figure('effort', whole / HOUR, length), figure('effort.estimated', estimated / HOUR, length)];
}
