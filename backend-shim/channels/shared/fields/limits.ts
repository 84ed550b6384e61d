/**
 * Limits how many messages a channel sends to one person. `NO_LIMIT` is for channels that cost nothing and wake nobody.
 */
export const NO_LIMIT = { count: Number.MAX_SAFE_INTEGER, per: 60_000 } as const;

const QUARTER_HOUR = 15 * 60_000;

/** The limit of channels that wake people and cost money; above it, one message covers many incidents. */
export const SMS_LIMIT = { count: 10, per: QUARTER_HOUR } as const;
/** The limit of phone calls: a person who is called more often cannot work on the incident any more. */
export const VOICE_LIMIT = { count: 5, per: QUARTER_HOUR } as const;
export const BUNDLE_WITHIN = 30_000;
