/** Finds what matters most in the figures of a period, for the one line on top of the page. */
import type { FigureGroupWire, FigureWire, InsightWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';

export interface Headline {
  /** null: the reader may read nobody's. */
  nights: { count: number; before: number | null; isPartial: boolean } | null;
  missed: { count: number; before: number | null } | null;
  /** The alert that woke people most; null: none did, as far as the reader may know. */
  worst: { name: string; integration: string | null; wakings: number } | null;
  /** Something paged, and nothing was missed. */
  noneMissed: boolean;
}

type Figures = readonly FigureWire[];
const valueOf = (figures: Figures, key: FigureKey) => figures.find((one) => one.key === key)?.value ?? null;

/** @param alerts the answer for the chapter of alerts, for the same question; null: it is not there yet */
export function headlineOf({ figures, before }: InsightWire, alerts: InsightWire | null): Headline {
  const earlier = before?.figures ?? [];
  const nights = figures.find(({ key }) => key === 'brokenNights');
  const missed = valueOf(figures, 'missed');
  return {
    nights:
      nights === undefined || nights.value === null
        ? null
        : { count: nights.value, before: valueOf(earlier, 'brokenNights'), isPartial: nights.partial },
    missed: missed === null ? null : { count: missed, before: valueOf(earlier, 'missed') },
    worst: worstOf(alerts?.groups ?? []),
    noneMissed: missed === 0 && (valueOf(figures, 'paged') ?? 0) > 0,
  };
}

function worstOf(groups: readonly FigureGroupWire[]): Headline['worst'] {
  const costs = groups.flatMap(({ by, alert, figures }) => {
    const wakings = by === 'alert' && alert !== null ? (valueOf(figures, 'sleepCost') ?? 0) : 0;
    return alert === null || wakings === 0 ? [] : [{ name: alert.name, integration: alert.integration, wakings }];
  });
  return costs.toSorted((a, b) => b.wakings - a.wakings)[0] ?? null;
}
