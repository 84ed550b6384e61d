/** Names the states of incidents that are not over, for statements. */
export const UNRESOLVED_STATES = ['open', 'acknowledged', 'snoozed'] as const;

/**
 * Finds incidents that are not resolved by the index: nearly all that are stored are resolved. With `<>`, or with ranges
 * around it, SQLite walks through all of them as soon as the result has an order.
 */
export const UNRESOLVED = `state in (${UNRESOLVED_STATES.map((state) => `'${state}'`).join(', ')})`;
