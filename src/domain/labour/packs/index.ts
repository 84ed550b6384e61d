/** Lists all rule packs by id, and the numbers below which France's law allows no agreement to go. */
import type { RulesEntry } from '#domain/labour/pack';
import { paramsOf } from '#domain/labour/pack';
import { EU } from '#domain/labour/packs/eu';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { HOUR } from '#domain/time/duration';

export const PACK_IDS = ['fr-default@1', 'eu@1'] as const;
export type PackId = (typeof PACK_IDS)[number];

export const PACKS: Readonly<Record<PackId, typeof EU>> = { 'fr-default@1': FR_DEFAULT, 'eu@1': EU };

/** A parameter that is kinder to the employer than the law's floor. */
export interface BelowFloor {
  field: 'restDaily.rest' | 'notice.clear' | 'hoursAverage.max';
  /** The law's number. */
  floor: number;
  unit: 'ms' | 'days';
  /** Whether the law's number is the least or the most. */
  side: 'min' | 'max';
  article: string;
}

/** Daily rest of 9 h (D3131-6), one clear day of notice (L3121-12), an average of 46 h (L3121-23); of French packs only. */
export function belowFloor(entry: RulesEntry): BelowFloor[] {
  if (entry.pack.id !== FR_DEFAULT.id) {
    return [];
  }
  const [daily, notice] = [paramsOf(entry, 'restDaily'), paramsOf(entry, 'notice')];
  const average = paramsOf(entry, 'hoursAverage');
  const found: BelowFloor[] = [];
  if (daily !== null && daily.rest < 9 * HOUR) {
    found.push({ field: 'restDaily.rest', floor: 9 * HOUR, unit: 'ms', side: 'min', article: 'D3131-6' });
  }
  if (notice !== null && notice.clear < 1) {
    found.push({ field: 'notice.clear', floor: 1, unit: 'days', side: 'min', article: 'L3121-12' });
  }
  if (average !== null && average.max > 46 * HOUR) {
    found.push({ field: 'hoursAverage.max', floor: 46 * HOUR, unit: 'ms', side: 'max', article: 'L3121-23' });
  }
  return found;
}
