/** Determines the destination of a delivery about an incident, and whether the delivery notifies anybody. */
import { readContent } from '../../store/deliveries/stored-content.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import { UNNOTED } from '../../store/stored/unreadable.ts';

export type DeliveryDestination = Pick<DeliveryRow, 'channel' | 'user' | 'method'>;

/** The room, or the person's method; unique within an incident. */
export function destinationOf({ channel, user, method }: DeliveryDestination): string {
  return channel === null ? `method\n${user}\n${method}` : `room\n${channel}`;
}

/** Whether the delivery only updates a standing message. Damaged content is no refresh, so it is sent. */
export function isRefresh({ id, kind, content }: Pick<DeliveryRow, 'id' | 'kind' | 'content'>): boolean {
  // Called for every update that is sent; most can be decided without parsing.
  return kind === 'update' && content.includes('"refresh"') && readContent({ id, content }, UNNOTED).refresh === true;
}
