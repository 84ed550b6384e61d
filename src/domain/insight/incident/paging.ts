/** Computes how well deliveries of pages went: first attempts, failovers, time to send. */
import { groupedBy } from '#domain/labour/pay/grouped';
import type { IncidentFact, TryFact } from '#domain/insight/facts';
import { counted, figure, leftOutOf } from '#domain/insight/figure';
import type { Figure, FigureGroup, LeftOut } from '#domain/insight/figure';
import { timeFigures } from '#domain/insight/incident/times';
import { percent } from '#domain/insight/statistics';

/** One delivery's attempts, in order. */
type Attempts = readonly TryFact[];

export function pagerFigures(all: readonly IncidentFact[]): { figures: Figure[]; groups: FigureGroup[] } {
  const [tries, leftOut] = [counted(all).flatMap((incident) => incident.tries), leftOutOf(all)];
  const deliveries = deliveriesOf(tries);
  const byChannel = groupedBy(deliveries, ([first]) => (first as TryFact).channel);
  return {
    figures: [...deliveryFigures(deliveries, leftOut), failoverFigure(tries, leftOut)],
    groups: [...byChannel]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, own]) => ({
        by: 'channel',
        id,
        figures: [
          ...timeFigures('timeToPage', firstHitsBy(id, counted(all)), leftOut),
          ...deliveryFigures(own, leftOut),
        ],
      })),
  };
}

/** Times to page of the incidents that this channel was the first to arrive by, ms. */
function firstHitsBy(channel: string, incidents: readonly IncidentFact[]): number[] {
  return incidents.flatMap(({ openedAt, tries }) => {
    const arrived = tries.filter(({ ok }) => ok);
    const [first] =
      arrived.length < 2 ? arrived : arrived.toSorted((a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1));
    return first?.channel === channel ? [first.at - openedAt] : [];
  });
}

function deliveriesOf(tries: readonly TryFact[]): Attempts[] {
  const inOrder = tries.toSorted((a, b) => a.at - b.at);
  return [...groupedBy(inOrder, ({ delivery }) => delivery).values()];
}

function deliveryFigures(deliveries: readonly Attempts[], leftOut: LeftOut): Figure[] {
  const first = deliveries.filter(([attempt]) => attempt?.ok === true).length;
  const times = deliveries.flatMap((attempts) => {
    const done = attempts.find(({ ok }) => ok);
    return done === undefined ? [] : [done.at - done.madeAt];
  });
  return [
    figure('firstTry', percent(first, deliveries.length), deliveries.length, leftOut),
    ...timeFigures('timeToSend', times, leftOut),
  ];
}

/** Pages with a delivery that no attempt got through, tried before the first success of another. */
function failoverFigure(tries: readonly TryFact[], leftOut: LeftOut): Figure {
  const pages = [...groupedBy(tries, ({ page }) => page).values()];
  const failedOver = pages.filter((own) => own.length > 1 && isFailedOver(deliveriesOf(own)));
  return figure('failovers', failedOver.length, pages.length, leftOut);
}

function isFailedOver(deliveries: readonly Attempts[]): boolean {
  const failed = deliveries.filter((attempts) => attempts.every(({ ok }) => !ok));
  const arrived = deliveries.flatMap((attempts) => attempts.find(({ ok }) => ok)?.at ?? []);
  return failed.some(([attempt]) => arrived.some((at) => (attempt as TryFact).at < at));
}
