/**
 * Limits how many messages a channel sends to one person, and says which become one. `NO_LIMIT` is for channels that cost nothing and wake nobody.
 */
import type { Bundling } from '#domain/notify/throttle';

export const NO_LIMIT = { count: Number.MAX_SAFE_INTEGER, per: 60_000 } as const;

const QUARTER_HOUR = 15 * 60_000;

/** The limit of channels that wake people and cost money; above it, one message covers many incidents. */
export const SMS_LIMIT = { count: 10, per: QUARTER_HOUR } as const;
/** The limit of phone calls: a person who is called more often cannot work on the incident any more. */
export const VOICE_LIMIT = { count: 5, per: QUARTER_HOUR } as const;

const HALF_MINUTE = 30_000;

/** After each message, what comes within half a minute becomes one. It names the worst, however many there are. */
export const COSTLY_BUNDLE: Bundling = {
  after: { count: 1, per: HALF_MINUTE },
  within: HALF_MINUTE,
  most: Number.MAX_SAFE_INTEGER,
  costly: true,
};

/**
 * In a storm, after the tenth message in a minute. What a message lists has its own link each, and mail programs cut what
 * is longer than about 100 KB.
 */
export const LISTING_BUNDLE: Bundling = {
  after: { count: 10, per: 60_000 },
  within: HALF_MINUTE,
  most: 100,
  costly: false,
};
