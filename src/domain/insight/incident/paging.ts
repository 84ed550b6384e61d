/** Computes how well deliveries of pages went: first attempts, failovers, time to send. */
import { groupedBy } from '#domain/grouped';
import type { IncidentFact, TryFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup, LeftOut } from '#domain/insight/figure';
import { timeFigures } from '#domain/insight/incident/times';
import { percent } from '#domain/insight/statistics';

/** One delivery's attempts, in order. */
type Attempts = readonly TryFact[];

export function pagerFigures(all: readonly IncidentFact[]): { figures: Figure[]; groups: FigureGroup[] } {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  const deliveries = incidents.flatMap(deliveriesOf);
  const byChannel = groupedBy(deliveries, ([first]) => (first as TryFact).channel);
  const firstHits = firstHitsOf(incidents);
  return {
    figures: [...deliveryFigures(deliveries, leftOut), failoverFigure(incidents, leftOut)],
    groups: [...byChannel]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, own]) => ({
        by: 'channel',
        id,
        figures: [...timeFigures('timeToPage', firstHits.get(id) ?? [], leftOut), ...deliveryFigures(own, leftOut)],
      })),
  };
}

/** What is told of each day. */
export function pagerCounts(all: readonly IncidentFact[]): Figure[] {
  const [incidents, leftOut] = [counted(all), leftOutOf(all)];
  return [firstTryFigure(incidents.flatMap(deliveriesOf), leftOut), failoverFigure(incidents, leftOut)];
}

/** By the channel that was the first to arrive, the times to page of its incidents, ms. */
function firstHitsOf(incidents: readonly IncidentFact[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { openedAt, tries } of incidents) {
    const arrived = tries.filter(({ ok }) => ok);
    const [first] =
      arrived.length < 2 ? arrived : arrived.toSorted((a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1));
    if (first !== undefined) {
      const own = times.get(first.channel) ?? [];
      times.set(first.channel, own);
      own.push(first.at - openedAt);
    }
  }
  return times;
}

function deliveriesOf({ tries }: Pick<IncidentFact, 'tries'>): Attempts[] {
  if (tries.length < 2) {
    return tries.length === 0 ? [] : [tries];
  }
  const inOrder = tries.toSorted((a, b) => a.at - b.at);
  return [...groupedBy(inOrder, ({ delivery }) => delivery).values()];
}

function deliveryFigures(deliveries: readonly Attempts[], leftOut: LeftOut): Figure[] {
  const times: number[] = [];
  for (const attempts of deliveries) {
    const done = attempts.find(({ ok }) => ok);
    if (done !== undefined) {
      times.push(done.at - done.madeAt);
    }
  }
  return [firstTryFigure(deliveries, leftOut), ...timeFigures('timeToSend', times, leftOut)];
}

function firstTryFigure(deliveries: readonly Attempts[], leftOut: LeftOut): Figure {
  const first = deliveries.filter(([attempt]) => attempt?.ok === true).length;
  return figure('firstTry', percent(first, deliveries.length), deliveries.length, leftOut);
}

/** Pages of which a delivery failed for good, and another was accepted after that. */
function failoverFigure(incidents: readonly IncidentFact[], leftOut: LeftOut): Figure {
  let [pages, failedOver] = [0, 0];
  for (const { tries } of incidents) {
    const own = tries.length < 2 ? [] : [...groupedBy(tries, ({ page }) => page).values()];
    pages += tries.length < 2 ? tries.length : own.length;
    failedOver += own.filter((page) => page.length > 1 && hasFailover({ tries: page }, null)).length;
  }
  return figure('failovers', failedOver, pages, leftOut);
}

/** Whether one of its pages arrived by another delivery after one had failed for good. @param channel of that one */
export function hasFailover({ tries }: Pick<IncidentFact, 'tries'>, channel: string | null): boolean {
  return tries.some(
    (bad) =>
      bad.failedAt !== null &&
      (channel === null || bad.channel === channel) &&
      tries.some((good) => isAfter(good, bad, bad.failedAt as number)),
  );
}

function isAfter(good: TryFact, bad: TryFact, failedAt: number): boolean {
  return good.ok && good.page === bad.page && good.delivery !== bad.delivery && good.at > failedAt;
}

/** Whether a delivery was not accepted at its first attempt. @param channel of the delivery */
export function hasRetry({ tries }: Pick<IncidentFact, 'tries'>, channel: string | null): boolean {
  return deliveriesOf({ tries }).some(
    ([first]) => first !== undefined && !first.ok && (channel === null || first.channel === channel),
  );
}
