/** When a source that could not be told is told again. */
import { MINUTE, SECOND } from '#domain/time/duration';
import type { RetrySchedule } from '../leases/retry.ts';

/** A monitor is often away for as long as its own upgrade takes; people look at the incident meanwhile. About a day in all. */
export const SYNC_RETRIES: RetrySchedule = {
  waits: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  attempts: 52,
};
