/** Tells whether somebody can be reached at once, or by mail only. */
import { urgentTypes } from '#domain/notify/dependence';
import type { Responder } from '#domain/notify/responder';

/** `none`: no verified method at all. */
export type UrgentWay = 'urgent' | 'mail' | 'none';

/** A mail wakes nobody, so it is no urgent way. Only methods that an urgent page would use count. */
export function urgentWay(responder: Responder): UrgentWay {
  const types = urgentTypes(responder);
  return types.some((type) => type !== 'email') ? 'urgent' : types.length > 0 ? 'mail' : 'none';
}
