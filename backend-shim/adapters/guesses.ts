/** Slows down addresses that try wrong tokens. */
import type { Clock } from '../ports/clock.ts';
import type { GuessLimiter } from '../ports/guesses.ts';

/**
 * Wrong tokens from one address that are answered at once: enough for a monitor with an old token on many hosts behind
 * one proxy.
 */
const AT_ONCE = 120;
/** ms between the answers to further wrong tokens. */
const EVERY = 500;
/** The longest delay of an answer, in ms. */
const LONGEST = 10_000;
/** Source addresses can be forged, so the table is bounded: the least recently seen address is forgotten first. */
const MOST_ADDRESSES = 10_000;

/**
 * Delays answers to wrong tokens. A token is safe because of its length; the delay bounds what guessing costs everybody
 * else, per address, however many connections it opens.
 */
export function createGuesses(machine: Pick<Clock, 'monotonic' | 'sleep'>): GuessLimiter {
  /** When the last answer to an address is due if each takes `EVERY`. */
  const paid = new Map<string, number>();
  return {
    wrong(address) {
      const now = machine.monotonic();
      const due = Math.min(Math.max(paid.get(address) ?? 0, now) + EVERY, now + AT_ONCE * EVERY + LONGEST);
      paid.delete(address);
      paid.set(address, due);
      if (paid.size > MOST_ADDRESSES) {
        paid.delete(paid.keys().next().value ?? '');
      }
      const wait = due - now - AT_ONCE * EVERY;
      return wait > 0 ? machine.sleep(wait) : Promise.resolve();
    },
  };
}
