/** Computes the wait before the next attempt to update a source. */
import { MINUTE, SECOND } from '#domain/time/duration';

/** A monitor is often away for as long as its own upgrade takes; people look at the incident meanwhile. */
const WAITS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
const LATER = 30 * MINUTE;
/** About a day. */
const MOST_ATTEMPTS = 52;

/** @returns ms until the next attempt; null: that was the last */
export function retryWait(attempt: number, asked: number | null): number | null {
  if (attempt >= MOST_ATTEMPTS) {
    return null;
  }
  return Math.max(WAITS[attempt - 1] ?? LATER, Math.min(asked ?? 0, LATER));
}
