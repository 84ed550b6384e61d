/** Says in the reader's language what became of an object of the pager, and why. */
import type { ImportReason } from '#modules/importing/contract/reasons';
import type { ImportItem } from '#modules/importing/contract/plan';
import { KEPT_REASONS } from './kept-reasons.ts';
import { LOST_REASONS } from './lost-reasons.ts';
import { reasonValues, withTimes } from './reason-values.ts';
import type { ReasonValues } from './reason-values.ts';

const WORDS: Record<ImportReason, (values: ReasonValues) => string> = { ...KEPT_REASONS, ...LOST_REASONS };

/** A newer sidecar may know more reasons. @param zone in which times are said */
export function itemText({ reason, data }: Pick<ImportItem, 'reason' | 'data'>, zone: string): string {
  return Object.hasOwn(WORDS, reason) ? WORDS[reason](withTimes(reasonValues(data), zone)) : reason;
}
