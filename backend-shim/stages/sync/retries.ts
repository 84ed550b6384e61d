/** Decides when a failed update of a source is tried again. */
import { MINUTE, SECOND } from '#domain/time/duration';
import type { RetrySchedule } from '../../leases/retry.ts';

/**
 * Retries for about a day: a monitor is often down for as long as its own upgrade takes, and people look at the
 * incident meanwhile.
 */
export const SYNC_RETRIES: RetrySchedule = {
  waits: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  attempts: 52,
};
