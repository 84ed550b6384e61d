/** Defines **figures**: a value with its unit, its definition, how many it is of, and what was left out. */
import { FIGURES } from '#domain/insight/definitions';
import type { CountedThing, FigureKey, FigureSubject, FigureUnit } from '#domain/insight/definitions';
import type { IncidentFact, LeftOutReason } from '#domain/insight/facts';
import type { Behind } from '#domain/incident/had';
import { hoursText, INSIGHT_SETTINGS } from '#domain/figures/settings';
import type { InsightSettings } from '#domain/figures/settings';

export { FIGURES, FIGURE_KEYS } from '#domain/insight/definitions';
export type { FigureKey } from '#domain/insight/definitions';

export type LeftOut = Readonly<Record<LeftOutReason, number>>;
export const NOTHING_LEFT_OUT: LeftOut = { test: 0, merged: 0, maintenance: 0, shadow: 0 };

/** Their definitions as the settings make them. */
export function definedBy(figures: readonly Figure[], settings: Pick<InsightSettings, 'sleep'>): Figure[] {
  return figures.map((one) => ({ ...one, definition: definitionOf(one.key, settings) }));
}

/**
 * Why there is no value. `small-group`: fewer than three people of the group; `no-whole-month`: the period covers none;
 * `not-settled`: those that it covers are not over for a day yet, or no longer kept; `filtered`: a filter would cut what is
 * only told whole.
 */
export const NULL_REASONS = ['nothing', 'small-group', 'no-whole-month', 'not-settled', 'filtered'] as const;
export type NullReason = (typeof NULL_REASONS)[number];

export interface Figure {
  key: FigureKey;
  value: number | null;
  /** null: there is a value. */
  why: NullReason | null;
  unit: FigureUnit;
  /** How many of `of` it is of. */
  n: number;
  of: CountedThing;
  subject: FigureSubject;
  /** People are left out of the sum whose load the reader may not read. */
  partial: boolean;
  /** The incidents that it is of, where a list can show exactly those. */
  behind: Behind | null;
  leftOut: LeftOut;
  definition: string;
}

export function definitionOf(key: FigureKey, { sleep }: Pick<InsightSettings, 'sleep'>): string {
  return FIGURES[key].definition.replaceAll('{sleep}', hoursText(sleep));
}

/** @param value in the figure's unit */
export function figure(key: FigureKey, value: number | null, n: number, leftOut = NOTHING_LEFT_OUT): Figure {
  const { unit, of, subject } = FIGURES[key];
  const definition = definitionOf(key, INSIGHT_SETTINGS);
  const [told, why] = value === null ? [null, 'nothing' as const] : [rounded(value), null];
  return { key, value: told, why, unit, n, of, subject, partial: false, behind: null, leftOut, definition };
}

/** @param why what has no value has none */
export function because(figures: readonly Figure[], why: NullReason): Figure[] {
  return figures.map((one) => (one.value === null ? { ...one, why } : one));
}

/** Of what a filter would cut, nothing is told. */
export function untold(figures: readonly Figure[]): Figure[] {
  return figures.map((one) => ({ ...one, value: null, why: 'filtered', n: 0 }));
}

/** Four decimals: a tenth of a millisecond, or a third of a second of an hour. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function leftOutOf(incidents: readonly Pick<IncidentFact, 'leftOut'>[]): LeftOut {
  const counts = { ...NOTHING_LEFT_OUT };
  for (const { leftOut } of incidents) {
    if (leftOut !== null) {
      counts[leftOut]++;
    }
  }
  return counts;
}

export function counted<Incident extends Pick<IncidentFact, 'leftOut'>>(incidents: readonly Incident[]): Incident[] {
  return incidents.filter(({ leftOut }) => leftOut === null);
}

/** Figures of one subject of a breakdown. */
export interface FigureGroup {
  by: BreakdownKind;
  /** Login, step, kind of channel, `integration/name`, date (of a week its Monday), or weekday and hour. */
  id: string;
  figures: Figure[];
}

export const BREAKDOWN_KINDS = ['person', 'step', 'channel', 'alert', 'day', 'week', 'weekHour'] as const;
type BreakdownKind = (typeof BREAKDOWN_KINDS)[number];
