/** What a claim of deliveries yields. */
import type { DeliveryRow } from '../../store/schema/deliveries.ts';

/** One message to send: a delivery and, where pages are bundled, those it carries along. */
export interface ClaimedMessage {
  carrier: DeliveryRow;
  bundled: DeliveryRow[];
}

export interface ClaimResult {
  claimed: ClaimedMessage[];
  /** There may be more to claim right now. */
  more: boolean;
}
