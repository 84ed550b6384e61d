/** For channels that cost nothing and wake nobody twice. */
export const NO_LIMIT = { count: Number.MAX_SAFE_INTEGER, per: 60_000 } as const;
