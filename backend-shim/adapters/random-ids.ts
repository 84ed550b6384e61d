/** Implements the id port: ULIDs, tokens and random numbers. */
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { IdGenerator } from '../ports/ids.ts';

/** Random bytes are fetched in bulk: an id takes sixteen numbers, and an incident a dozen ids. */
const POOL_BYTES = 4096;
const NUMBER_BYTES = 4;

/** ULIDs: sorted by time, and monotonic within a process even within one millisecond. */
export function createIds(): IdGenerator {
  const chance = createChance();
  const ulid = monotonicFactory(chance);
  return {
    next: () => ulid(),
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    chance,
  };
}

/** @returns numbers in [0, 1) from the system's random source; each byte is used once */
function createChance(): () => number {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used >= pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    const value = pool.readUInt32BE(used) / 2 ** 32;
    used += NUMBER_BYTES;
    return value;
  };
}
