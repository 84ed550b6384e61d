/** Decides when leased work that failed for now is attempted again. */

export interface RetrySchedule {
  /** ms to wait after the 1st, 2nd… failed attempt; the last one repeats. Longest last. */
  waits: readonly [number, ...number[]];
  /** Number of attempts; the failure of the last one is final. */
  attempts: number;
}

/**
 * @param attempt attempts made so far, from 1
 * @param askedWait ms the service asked to wait, null where it did not say
 * @returns ms until the next attempt; null: that was the last
 */
export function retryWait(
  { waits, attempts }: RetrySchedule,
  attempt: number,
  askedWait: number | null,
): number | null {
  if (attempt >= attempts) {
    return null;
  }
  const longest = waits.at(-1) ?? waits[0];
  // A service that asks to wait for an hour must not delay a page that long, so the longest of our own waits is the
  // limit.
  return Math.max(waits[attempt - 1] ?? longest, Math.min(askedWait ?? 0, longest));
}
