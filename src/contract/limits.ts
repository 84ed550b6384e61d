/** Sets limits of what people choose, write and have. */

/**
 * Least number of characters of a token that somebody chooses; a shorter one can be guessed. Existing tokens keep
 * working.
 */
export const SHORTEST_TOKEN = 24;

/** Characters in which a maintenance says why it is on: a sentence or two, not a report. */
export const MAINTENANCE_REASON_MAX = 1_000;

/** How many of each one person may have. Existing ones stay even above the limit, and files may state more. */
export const MOST = {
  contactMethods: 20,
  devices: 20,
  /** Subscriptions that notify this person alone. */
  subscriptions: 50,
  /** Absences that are not over. */
  absences: 200,
} as const;

export type LimitedKind = keyof typeof MOST;
