/** The result of claiming deliveries. */
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';

/** One message to send: a delivery and, where pages are bundled, those it carries along. */
export interface ClaimedMessage {
  carrier: DeliveryRow;
  bundled: DeliveryRow[];
}

/** The rows that are sent together. */
export function idsOf({ carrier, bundled }: ClaimedMessage): string[] {
  return [carrier.id, ...bundled.map((row) => row.id)];
}

export interface ClaimResult {
  claimed: ClaimedMessage[];
  /** There may be more to claim right now. */
  more: boolean;
}
