import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Ids } from '../ports/ids.ts';

/** ULIDs: sorted by time, monotonic within a process even where many are made in one millisecond. */
export function createIds(): Ids {
  const chance = () => randomBytes(4).readUInt32BE() / 2 ** 32;
  const ulid = monotonicFactory(chance);
  return {
    next: () => ulid(),
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
    chance,
  };
}
