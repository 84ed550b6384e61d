/** Chooses the one contact method for a message that is no page. */
import { planPage } from '#domain/notify/page';
import type { ContactMethod, Responder, Urgency } from '#domain/notify/responder';
import type { Calendar } from '#domain/time/holidays';

/** In which order verified methods are considered. */
type MethodOrder = 'rules' | 'rulesThenOthers' | 'rulesThenEmail' | 'asListed' | 'quietest';

export interface MethodWanted {
  /** Whose notification rules count, and whether quiet hours hold the message. */
  urgency: Urgency;
  order: MethodOrder;
  /** Whether this method can carry the message. */
  fits(method: ContactMethod): boolean;
}

export interface ChosenMethod {
  method: ContactMethod;
  /** Now, or the end of quiet hours. */
  dueAt: number;
}

const ORDERS: Record<MethodOrder, (inRules: ContactMethod[], verified: ContactMethod[]) => ContactMethod[]> = {
  rules: (inRules) => inRules,
  rulesThenOthers: (inRules, verified) => [...inRules, ...verified],
  rulesThenEmail: (inRules, verified) => [...inRules, ...verified.filter(({ type }) => type === 'email'), ...verified],
  asListed: (_, verified) => verified,
  quietest: (_, verified) => verified.toSorted((a, b) => loudness(a) - loudness(b)),
};

/** A mail waits until it is read; a text message or a call does not. */
function loudness({ type }: ContactMethod): number {
  return type === 'email' ? 0 : type === 'sms' || type === 'voice' ? 2 : 1;
}

/** @returns the first method that fits; null if none does */
export function chooseMethod(
  responder: Responder,
  { urgency, order, fits }: MethodWanted,
  now: number,
  calendar: Calendar,
): ChosenMethod | null {
  const { rules, heldUntil } = planPage(responder, urgency, now, calendar);
  const verified = responder.contactMethods.filter((method) => method.verified);
  const inRules = rules.flatMap((rule) => verified.filter((method) => method.id === rule.method));
  const method = ORDERS[order](inRules, verified).find(fits);
  return method ? { method, dueAt: heldUntil ?? now } : null;
}
