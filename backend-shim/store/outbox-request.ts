/** What a transaction asks of the outbox. */
import type { Effect } from '#domain/incident/effects';

export interface OutboxRequest {
  /** Empty: it concerns none. */
  incident: string;
  effect: Effect;
}
