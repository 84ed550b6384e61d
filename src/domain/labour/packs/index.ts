/** Lists all rule packs by id, and the numbers that are kinder to the employer than the law of each. */
import type { RulesEntry } from '#domain/labour/pack';
import { paramsOf } from '#domain/labour/pack';
import { EU } from '#domain/labour/packs/eu';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { HOUR } from '#domain/time/duration';

export const PACK_IDS = ['fr-default@1', 'eu@1'] as const;
export type PackId = (typeof PACK_IDS)[number];

export const PACKS: Readonly<Record<PackId, typeof EU>> = { 'fr-default@1': FR_DEFAULT, 'eu@1': EU };

type FloorRule = 'restDaily' | 'notice' | 'hoursAverage';

/** A parameter that is kinder to the employer than the law's floor; `off`: the rule is turned off. */
export interface BelowFloor {
  field: `${FloorRule}.${'rest' | 'clear' | 'max' | 'off'}`;
  /** The law's number. */
  floor: number;
  unit: 'ms' | 'days';
  /** Whether the law's number is the least or the most. */
  side: 'min' | 'max';
  article: string;
}

interface LawFloor extends Omit<BelowFloor, 'field'> {
  rule: FloorRule;
  param: 'rest' | 'clear' | 'max';
  /** The unit's number; null: the rule is off. */
  numberIn(entry: RulesEntry): number | null;
}

const dailyRest = (hours: number, article: string): LawFloor => ({
  rule: 'restDaily',
  param: 'rest',
  floor: hours * HOUR,
  unit: 'ms',
  side: 'min',
  article,
  numberIn: (entry) => paramsOf(entry, 'restDaily')?.rest ?? null,
});

const average = (hours: number, article: string): LawFloor => ({
  rule: 'hoursAverage',
  param: 'max',
  floor: hours * HOUR,
  unit: 'ms',
  side: 'max',
  article,
  numberIn: (entry) => paramsOf(entry, 'hoursAverage')?.max ?? null,
});

const clearDays = (days: number, article: string): LawFloor => ({
  rule: 'notice',
  param: 'clear',
  floor: days,
  unit: 'days',
  side: 'min',
  article,
  numberIn: (entry) => paramsOf(entry, 'notice')?.clear ?? null,
});

/** The directive rules nothing about notice, and leaves lower numbers to laws and agreements, which the pack does not know. */
const FLOORS: Readonly<Record<PackId, readonly LawFloor[]>> = {
  'fr-default@1': [dailyRest(9, 'D3131-6'), clearDays(1, 'L3121-12'), average(46, 'L3121-23')],
  'eu@1': [dailyRest(11, 'Dir. 2003/88 art. 3'), average(48, 'Dir. 2003/88 art. 6')],
};

/** Also what the unit turns off of it: nobody then looks whether the law's number is met. */
export function belowFloor(entry: RulesEntry): BelowFloor[] {
  return FLOORS[entry.pack.id as PackId].flatMap(({ rule, param, numberIn, ...law }): BelowFloor[] => {
    const given = numberIn(entry);
    if (given === null) {
      return [{ ...law, field: `${rule}.off` }];
    }
    const isBelow = law.side === 'min' ? given < law.floor : given > law.floor;
    return isBelow ? [{ ...law, field: `${rule}.${param}` }] : [];
  });
}
