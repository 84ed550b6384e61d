/**
 * Decides how long leases last: at least twice as long as the commit that took the last one. Where commits take longer
 * than the shortest lease, each would have expired before its job was attempted, and nothing would ever be sent.
 */

/** ms. A process that dies keeps its rows from the others for as long. */
const LONGEST_LEASE = 64_000;

export interface LeaseLength {
  /** ms */
  current(): number;
  /** @param waited ms from before a claim to its attempt */
  learn(waited: number): void;
}

/** @param shortest ms, as long as commits are quick */
export function createLeaseLength(shortest: number): LeaseLength {
  let length = shortest;
  return {
    current: () => length,
    learn: (waited) => {
      // One quick commit among slow ones does not make the next lease too short at once.
      length = Math.ceil(Math.max(shortest, Math.min(LONGEST_LEASE, Math.max(2 * waited, length / 2))));
    },
  };
}
