/** Says what the pages of an alert were worth, and what could be done about it. */
import { REPEATS_WITHIN } from '#domain/insight/facts';
import type { AlertIdentity, IncidentFact, OpeningFact, RatingFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, LeftOut } from '#domain/insight/figure';
import { answeredAt, hitAt, isSelfHealed, missedFigure } from '#domain/insight/incident/times';
import { percent } from '#domain/insight/statistics';
import { MINUTE } from '#domain/time/duration';

export function alertKey({ integration, name }: AlertIdentity): string {
  return `${integration ?? ''}/${name}`;
}

const QUICK = MINUTE;

/** Answered within a minute of the page, with no deed of a person after that. */
function isNothingDone(incident: IncidentFact): boolean {
  const [hit, answer] = [hitAt(incident), answeredAt(incident)];
  const isQuick = hit !== null && answer !== null && answer >= hit && answer - hit <= QUICK;
  return isQuick && incident.deeds.every(({ at }) => at <= answer);
}

/** @param incidents and others of one alert; only `incidents` are counted */
function repeatsOf(incidents: readonly IncidentFact[], others: readonly OpeningFact[]): number {
  const counts = [
    ...incidents.map(({ openedAt }) => ({ openedAt, of: 1 })),
    ...others.map((one) => ({ ...one, of: 0 })),
  ];
  const opened = counts.toSorted((a, b) => a.openedAt - b.openedAt || a.of - b.of);
  return opened.reduce((sum, { openedAt, of }, i) => {
    const before = opened[i - 1]?.openedAt ?? -Infinity;
    return sum + (openedAt - before <= REPEATS_WITHIN ? of : 0);
  }, 0);
}

const USELESS: ReadonlySet<RatingFact['rating']> = new Set(['nothing-to-do', 'not-ours', 'false']);

const NOT_OURS: ReadonlySet<RatingFact['rating']> = new Set(['not-ours']);

/** Whether more than half of those who rated an incident said one of these. */
function isMostly(ratings: readonly RatingFact[], said: ReadonlySet<RatingFact['rating']>): boolean {
  return 2 * ratings.filter(({ rating }) => said.has(rating)).length > ratings.length;
}

/** Ratings by incident. */
export type RatingsOf = ReadonlyMap<string, readonly RatingFact[]>;

/** @param others of the same alert, which may come before one of `all` */
export function qualityFigures(
  all: readonly IncidentFact[],
  { ratings, others }: { ratings: RatingsOf; others: readonly OpeningFact[] },
): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  const healed = incidents.filter(isSelfHealed).length;
  const rated = incidents.flatMap(({ id }) => {
    const own = ratings.get(id);
    return own === undefined ? [] : [own];
  });
  const share = (said: typeof USELESS) =>
    percent(rated.filter((ratings) => isMostly(ratings, said)).length, rated.length);
  return [
    figure('incidents', incidents.length, incidents.length, leftOut),
    figure('paged', paged.length, incidents.length, leftOut),
    missedFigure(incidents, leftOut),
    figure('selfHealed.share', percent(healed, incidents.length), incidents.length, leftOut),
    figure('repeats', repeatsOf(incidents, others), incidents.length, leftOut),
    figure('useless', share(USELESS), rated.length, leftOut),
    figure('notOurs', share(NOT_OURS), rated.length, leftOut),
  ];
}

export function nothingDoneFigure(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure {
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  return figure('nothingDone', percent(paged.filter(isNothingDone).length, paged.length), paged.length, leftOut);
}
