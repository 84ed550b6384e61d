/** Defines what an `apply` did. */
import type { AppliedWire } from '#modules/importing/contract/wizard';

/** How many objects it made, changed, and left as they were; what it left by intent, and what pages nobody yet. */
export type AppliedCounts = AppliedWire;

export function nothingApplied(): AppliedCounts {
  return { made: 0, changed: 0, same: 0, kept: [], silent: [] };
}
