/**
 * Limits messages to protect people and budgets: above the limit, messages are bundled into one, never dropped. Messages
 * to one method that follow each other quickly are bundled, too; the first ones go at once.
 */
export interface PageThrottle {
  /** At most `count` messages per `per` ms. */
  limit: { count: number; per: number };
  /** null to never bundle below the limit. */
  bundle: Bundling | null;
}

export interface Bundling {
  /** After so many pages within `per` ms, further ones share a message. */
  after: { count: number; per: number };
  /** ms after the last message at which the shared one leaves, and so the longest wait for it. */
  within: number;
  /** Pages in one message; further ones share a second message. */
  most: number;
  /**
   * Each message costs money, and counts towards the limit: a page that is worse than those that were sent waits with the
   * others. If it costs nothing, it goes at once.
   */
  costly: boolean;
}

/** One message that was sent. */
export interface SentPages {
  at: number;
  /** Pages in it. */
  pages: number;
  /** Of the worst of them; see `severityRank`. */
  severity: number;
}

export type SendPermission = { kind: 'send' } | { kind: 'hold'; until: number };

/**
 * @param sent messages to this person and method, newest last
 * @param hasWaited some of what is to be sent waited for a bundle already, and waits no longer for one
 * @returns hold: wait until then, together with further messages
 */
export function mayPage(
  sent: readonly SentPages[],
  { limit, bundle }: PageThrottle,
  now: number,
  hasWaited = false,
): SendPermission {
  const counted = sent.filter(({ at }) => at > now - limit.per);
  const oldest = counted[counted.length - limit.count];
  if (oldest !== undefined) {
    return { kind: 'hold', until: oldest.at + limit.per };
  }
  const last = sent[sent.length - 1];
  if (bundle !== null && !hasWaited && last !== undefined && isBusy(sent, bundle, now)) {
    const until = last.at + bundle.within;
    return until > now ? { kind: 'hold', until } : { kind: 'send' };
  }
  return { kind: 'send' };
}

function lately(sent: readonly SentPages[], { after: { per } }: Bundling, now: number): SentPages[] {
  return sent.filter(({ at }) => at > now - per);
}

function isBusy(sent: readonly SentPages[], bundle: Bundling, now: number): boolean {
  const pages = lately(sent, bundle, now).reduce((sum, one) => sum + one.pages, 0);
  return pages >= bundle.after.count;
}

/** Whether a page is more severe than all that were sent lately, and so waits for no other. */
export function goesAlone(
  severity: number,
  sent: readonly SentPages[],
  { bundle }: PageThrottle,
  now: number,
): boolean {
  return bundle !== null && !bundle.costly && lately(sent, bundle, now).every((one) => one.severity < severity);
}
