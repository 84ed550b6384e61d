/** How much work it may be to route alerts, without doing it. */
import { tryOrNull } from '#domain/attempt';
import type { Alert } from '#domain/incident/signal/alert';
import { hasRegex } from '#domain/routing/matcher';
import type { Matcher } from '#domain/routing/matcher';
import { regexWeight } from '#domain/routing/regex/regex';
import type { Directory } from '../../ports/directory.ts';
import type { IngestRequest } from '../../ports/ingest.ts';

/** At most twice for each matcher, before and after the route sets a severity, and two values of a name. */
const TIMES = 4;

/** @returns units of work that routing the alerts takes at most, so that what is little needs no care */
export function mostWork(
  directory: Pick<Directory, 'maintenances'>,
  { integration, alerts }: Pick<IngestRequest, 'integration' | 'alerts'>,
): number {
  const weight = tryOrNull(() => weightOf(integration.routes) + weightOf(directory.maintenances)) ?? 0;
  return weight === 0 ? 0 : alerts.reduce((work, alert) => work + TIMES * weight * (longestText(alert) + 1), 0);
}

function longestText({ labels, title }: Alert): number {
  return Object.values(labels).reduce((most, { length }) => Math.max(most, length), title?.length ?? 0);
}

/** By the list that holds them, which stays the same until it is changed. */
const weights = new WeakMap<ReadonlyArray<{ match: readonly Matcher[] }>, number>();

function weightOf(list: ReadonlyArray<{ match: readonly Matcher[] }>): number {
  const known = weights.get(list);
  if (known !== undefined) {
    return known;
  }
  const weight = list
    .flatMap(({ match }) => match.filter(hasRegex))
    .reduce((sum, { value }) => sum + regexWeight(value), 0);
  weights.set(list, weight);
  return weight;
}
