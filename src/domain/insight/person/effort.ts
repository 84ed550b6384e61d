/** Adds up the work that incidents asked of a person. */
import type { IncidentFact, WorkFact } from '#domain/insight/facts';
import { figure } from '#domain/insight/figure';
import type { Figure } from '#domain/insight/figure';
import { isSelfHealed } from '#domain/insight/incident/times';
import type { InsightSettings } from '#domain/insight/settings';
import { HOUR } from '#domain/time/duration';

export interface Effort {
  /** ms, what is estimated included. */
  whole: number;
  estimated: number;
  /** Pieces of work. */
  n: number;
}

/**
 * Recorded work counts as it is; work that goes on is estimated until now. On an incident without recorded work of
 * theirs, the person's answer counts until the resolution. An estimate is cut at `longestEstimate`.
 *
 * @param work of the person, begun in the period
 * @param incidents that are counted
 */
export function effortOf(
  user: string,
  { work, incidents, now }: { work: readonly WorkFact[]; incidents: readonly IncidentFact[]; now: number },
  { longestEstimate }: InsightSettings,
): Effort {
  const cut = (ms: number) => Math.max(0, Math.min(longestEstimate, ms));
  const recorded = work.map(({ start, end, travel }) =>
    end === null ? { known: travel, guessed: cut(now - start) } : { known: end - start + travel, guessed: 0 },
  );
  const known = new Set(work.map(({ incident }) => incident));
  const guessed = incidents
    .filter((incident) => !known.has(incident.id) && !isSelfHealed(incident))
    .flatMap(({ answers, resolvedAt }) => {
      const own = answers.filter((answer) => answer.user === user).map(({ at }) => at);
      return own.length === 0 ? [] : [{ known: 0, guessed: cut((resolvedAt ?? now) - Math.min(...own)) }];
    });
  const parts = [...recorded, ...guessed];
  const estimated = parts.reduce((sum, part) => sum + part.guessed, 0);
  return { whole: parts.reduce((sum, part) => sum + part.known, 0) + estimated, estimated, n: parts.length };
}

export function effortOfAll(each: readonly Effort[]): Effort {
  const total = (of: (one: Effort) => number) => each.reduce((sum, one) => sum + of(one), 0);
  return { whole: total(({ whole }) => whole), estimated: total(({ estimated }) => estimated), n: total(({ n }) => n) };
}

export function effortFigures({ whole, estimated, n }: Effort): Figure[] {
  return [figure('effort', whole / HOUR, n), figure('effort.estimated', estimated / HOUR, n)];
}
