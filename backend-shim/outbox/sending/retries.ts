/** When a delivery that failed for now is tried again. */
import { MINUTE, SECOND } from '#domain/time/duration';
import type { RetrySchedule } from '../../leases/retry.ts';

/** Soon: somebody waits to be paged. After the 5th failure the delivery has failed for good. */
export const DELIVERY_RETRIES: RetrySchedule = { waits: [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE], attempts: 5 };
