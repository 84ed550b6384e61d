/** A **rating** says whether it was worth waking somebody. It is about the alert. */
export const RATINGS = ['useful', 'nothing-to-do', 'too-late', 'not-ours', 'false'] as const;
export type Rating = (typeof RATINGS)[number];

/** @returns null: this is no rating */
export function ratingIn(value: unknown): Rating | null {
  return RATINGS.find((one) => one === value) ?? null;
}
