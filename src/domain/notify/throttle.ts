/**
 * Limits messages to protect people and budgets: above the limit, messages are bundled into one, never dropped. Several
 * pages to one method within a short time become one message, too; the first goes at once.
 */
export interface PageThrottle {
  limit: { count: number; per: number };
  /** ms; null to never bundle below the limit. */
  bundleWithin: number | null;
}

export type SendPermission = { kind: 'send' } | { kind: 'hold'; until: number };

/**
 * @param sent instants of messages to this person and method, newest last
 * @returns hold: wait until then, together with further messages
 */
export function mayPage(sent: readonly number[], throttle: PageThrottle, now: number): SendPermission {
  const { limit, bundleWithin } = throttle;
  const recent = sent.filter((at) => at > now - limit.per);
  const oldest = recent[recent.length - limit.count];
  if (oldest !== undefined) {
    return { kind: 'hold', until: oldest + limit.per };
  }
  const last = recent[recent.length - 1];
  if (bundleWithin !== null && last !== undefined && last > now - bundleWithin) {
    return { kind: 'hold', until: last + bundleWithin };
  }
  return { kind: 'send' };
}
