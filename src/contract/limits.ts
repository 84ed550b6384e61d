/** Characters of a token that somebody chooses: a shorter one can be guessed. What exists already works on. */
export const SHORTEST_TOKEN = 24;

/** How much one person may have. Enough for everybody; what exists already stays, also where it is more, and files may state more. */
export const MOST = {
  contactMethods: 20,
  devices: 20,
  /** That tell this person alone. */
  subscriptions: 50,
  /** That are not over. */
  absences: 200,
} as const;

export type Limited = keyof typeof MOST;
