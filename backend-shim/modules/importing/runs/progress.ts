/** Tells how far a step is, not more often than people can read. */
import type { Clock } from '../../../ports/clock.ts';

const EVERY = 500;
const LONGEST = 500;

export interface ProgressTeller {
  tell(line: string): void;
  /** Resolves when nothing is being stored any more. */
  settled(): Promise<void>;
}

/** @param store gets JSON for the column `progress`; never rejects */
export function progressTeller(
  clock: Pick<Clock, 'monotonic'>,
  store: (text: string) => Promise<void>,
): ProgressTeller {
  let last = -Infinity;
  let storing: Promise<void> = Promise.resolve();
  return {
    tell(line) {
      const now = clock.monotonic();
      if (now - last >= EVERY) {
        last = now;
        const text = JSON.stringify({ line: line.slice(0, LONGEST), ...countIn(line) });
        storing = storing.then(() => store(text));
      }
    },
    settled: () => storing,
  };
}

/** Steps count as `schedule 3 of 12`. */
export function countIn(line: string): { done: number | null; total: number | null } {
  const found = /\b(\d{1,9}) of (\d{1,9})\b/.exec(line);
  return found === null ? { done: null, total: null } : { done: Number(found[1]), total: Number(found[2]) };
}
