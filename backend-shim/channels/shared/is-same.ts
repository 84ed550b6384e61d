/** Compares secrets in constant time. */
import { timingSafeEqual } from 'node:crypto';

/** Compares signatures and tokens; the time it takes does not depend on how much matches. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
