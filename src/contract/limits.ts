/** Characters of a token that somebody chooses; a shorter one can be guessed. Existing tokens keep working. */
export const SHORTEST_TOKEN = 24;

/**
 * How many of each one person may have. Enough for everybody; what exists stays even above the limit, and files may
 * state more.
 */
export const MOST = {
  contactMethods: 20,
  devices: 20,
  /** Those that notify this person alone. */
  subscriptions: 50,
  /** Those that are not over. */
  absences: 200,
} as const;

export type LimitedKind = keyof typeof MOST;
