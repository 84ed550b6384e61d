/** For channels that cost nothing and wake nobody twice. */
export const NO_LIMIT = { count: Number.MAX_SAFE_INTEGER, per: 60_000 } as const;

const QUARTER_HOUR = 15 * 60_000;

/** What wakes people and costs money: over this they get one message for many incidents. */
export const SMS_LIMIT = { count: 10, per: QUARTER_HOUR } as const;
/** Somebody who is called more often cannot work any more. */
export const VOICE_LIMIT = { count: 5, per: QUARTER_HOUR } as const;
export const BUNDLE_WITHIN = 30_000;
