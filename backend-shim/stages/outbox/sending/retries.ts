/** Decides when a delivery that failed for now is tried again. */
import { MINUTE, SECOND } from '#domain/time/duration';
import type { RetrySchedule } from '../../../leases/retry.ts';

/** Waits are short, since a person waits to be paged. The 5th failure is final. */
export const DELIVERY_RETRIES: RetrySchedule = { waits: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE], attempts: 5 };
