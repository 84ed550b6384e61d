/** Says what the pages of an alert were worth, and what could be done about it. */
import type { AlertIdentity, IncidentFact, RatingFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, LeftOut } from '#domain/insight/figure';
import { answeredAt, hitAt, isSelfHealed } from '#domain/insight/incident/times';
import { percent } from '#domain/insight/statistics';
import { DAY, MINUTE } from '#domain/time/duration';

export function alertKey({ integration, name }: AlertIdentity): string {
  return `${integration ?? ''}/${name}`;
}

const REPEATS_WITHIN = 7 * DAY;
const QUICK = MINUTE;

/** Answered within a minute of the page, with no deed of a person after that. */
export function isNothingDone(incident: IncidentFact): boolean {
  const [hit, answer] = [hitAt(incident), answeredAt(incident)];
  const isQuick = hit !== null && answer !== null && answer >= hit && answer - hit <= QUICK;
  return isQuick && incident.deeds.every(({ at }) => at <= answer);
}

/** @param incidents of one alert */
export function repeatsOf(incidents: readonly IncidentFact[]): number {
  const opened = incidents.map(({ openedAt }) => openedAt).sort((a, b) => a - b);
  return opened.filter((at, i) => i > 0 && at - (opened[i - 1] as number) <= REPEATS_WITHIN).length;
}

const USELESS: ReadonlySet<RatingFact['rating']> = new Set(['nothing-to-do', 'not-ours', 'false']);

const NOT_OURS: ReadonlySet<RatingFact['rating']> = new Set(['not-ours']);

/** Whether more than half of those who rated an incident said one of these. */
function isMostly(ratings: readonly RatingFact[], said: ReadonlySet<RatingFact['rating']>): boolean {
  return 2 * ratings.filter(({ rating }) => said.has(rating)).length > ratings.length;
}

/** Ratings by incident. */
export type RatingsOf = ReadonlyMap<string, readonly RatingFact[]>;

/** @param all incidents of one alert */
export function qualityFigures(all: readonly IncidentFact[], ratings: RatingsOf): Figure[] {
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
    figure('selfHealed.share', percent(healed, incidents.length), incidents.length, leftOut),
    figure('repeats', repeatsOf(incidents), incidents.length, leftOut),
    figure('useless', share(USELESS), rated.length, leftOut),
    figure('notOurs', share(NOT_OURS), rated.length, leftOut),
  ];
}

export function nothingDoneFigure(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure {
  const paged = incidents.filter(({ tries }) => tries.length > 0);
  return figure('nothingDone', percent(paged.filter(isNothingDone).length, paged.length), paged.length, leftOut);
}
