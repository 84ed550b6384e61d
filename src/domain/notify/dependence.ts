/** Finds people who cannot be paged urgently: by mail only, or while contact method types are down. */
import type { Responder } from '#domain/notify/responder';

/** Types of the verified methods that an urgent page would use, whatever the hour. */
export function urgentTypes(responder: Responder): string[] {
  const { rules, contactMethods } = responder;
  const own = rules.urgent.length > 0 ? rules.urgent : rules.default;
  const verified = contactMethods.filter((method) => method.verified);
  const used = own.length > 0 ? verified.filter((method) => own.some((rule) => rule.method === method.id)) : verified;
  return [...new Set(used.map((method) => method.type))];
}

/** The best verified way to reach a person at once: one that is no mail, mail, or none. */
export const URGENT_WAYS = ['urgent', 'mail', 'none'] as const;
export type UrgentMethod = (typeof URGENT_WAYS)[number];

/** A mail wakes nobody, so it is no urgent way. Only methods that an urgent page would use count. */
export function urgentWay(responder: Responder): UrgentMethod {
  const types = urgentTypes(responder);
  return types.some((type) => type !== 'email') ? 'urgent' : types.length > 0 ? 'mail' : 'none';
}

/** Logins of people whose urgent methods are all of types that are down; people without any are not included. */
export function cutOff(responders: Iterable<Responder>, down: ReadonlySet<string>): string[] {
  return [...responders]
    .filter((responder) => !responder.disabled)
    .filter((responder) => {
      const types = urgentTypes(responder);
      return types.length > 0 && types.every((type) => down.has(type));
    })
    .map((responder) => responder.login);
}
