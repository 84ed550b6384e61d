/** Slows down addresses that try wrong tokens. */
import type { Clock } from '../ports/clock.ts';
import type { Guesses } from '../ports/guesses.ts';

/** Wrong tokens of one address that are answered at once: a monitor with an old address, on many hosts behind one proxy. */
const AT_ONCE = 120;
/** ms between the answers to further ones. */
const EVERY = 500;
/** ms that an answer waits at most. */
const LONGEST = 10_000;
/** Addresses can be made up; whoever was not heard for longest is forgotten. */
const MOST_ADDRESSES = 10_000;

/**
 * A guess that is right is as good as before: what keeps tokens safe is their length. This bounds what
 * guessing costs everybody else, for an address as a whole, however many connections it opens.
 */
export function createGuesses(machine: Pick<Clock, 'monotonic' | 'sleep'>): Guesses {
  /** When the last answer to the address is due if each takes `EVERY`. */
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
