/** Counts the rest that a decision leaves owed. */
import type { DecisionWire } from '#contract/labour/decision';
import { MINUTE } from '#domain/time/duration';
import { lengthOf } from '#domain/time/span';

/** @returns minutes, 0 if all of it was given */
export function owedOf({ owed, settled }: Pick<DecisionWire, 'owed' | 'settled'>): number {
  const given = lengthOf(settled.map(({ from, to }) => ({ start: Date.parse(from), end: Date.parse(to) }))) / MINUTE;
  return Math.max(0, owed - given);
}
