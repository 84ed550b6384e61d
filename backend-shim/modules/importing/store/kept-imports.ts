/** Says how long imports are kept: they hold the keys and the people of another pager. */
import { DAY } from '#domain/time/duration';
import type { ImportTable } from '../../../store/schema/imports.ts';

const AFTER_SWITCH = 30 * DAY;
/** An import that nobody has pressed anything on for so long is forgotten, not under way. */
const UNTOUCHED = 180 * DAY;

export const IMPORT_COMPARED_EVERY = DAY;

/** Epoch ms at which snapshot and key are deleted if nobody does so earlier. */
export function removalOf({ switched_at, pressed_at }: Pick<ImportTable, 'switched_at' | 'pressed_at'>): number {
  return switched_at === null ? pressed_at + UNTOUCHED : switched_at + AFTER_SWITCH;
}
