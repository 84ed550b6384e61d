/** Computes when a failed delivery is retried. */
import { MINUTE, SECOND } from '#domain/time/duration';

/** Waits after the 1st, 2nd, 3rd and 4th failed attempt; after the 5th it has failed for good. */
export const RETRY_WAITS: readonly number[] = [5 * SECOND, 15 * SECOND, 60 * SECOND, 5 * MINUTE];

/**
 * @param attempt attempts made so far, from 1
 * @param asked ms that the service asked us to wait; null: it did not
 * @returns ms until the next attempt; null: it has failed for good
 */
export function retryWait(attempt: number, asked: number | null): number | null {
  const wait = RETRY_WAITS[attempt - 1];
  if (wait === undefined) {
    return null;
  }
  // A service that asks for an hour must not silence a page: at most the longest of our own waits.
  return Math.min(Math.max(wait, asked ?? 0), 5 * MINUTE);
}
