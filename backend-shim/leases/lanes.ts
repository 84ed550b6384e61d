/** Counts the jobs under way to each host or relay. */
import type { Clock } from '../ports/clock.ts';

export const MOST_PER_LANE = 64;
/**
 * Refills a busy lane by at most this many at once: each claim is a commit, and one commit per answer would occupy the
 * store.
 */
const REFILL = 32;
/** ms; if answers are slow, a place stays empty for no longer than this. */
const LONGEST_EMPTY = 50;

export interface LaneLimits {
  enter(lane: string): void;
  leave(lane: string): void;
  /** How many more it takes. */
  free(lane: string): number;
  /** Those that are to get nothing now. */
  saturated(): string[];
}

/** @param refill called when half of a lane that was full is free again */
export function createLanes(clock: Pick<Clock, 'monotonic'>, refill: () => void): LaneLimits {
  const lanes = new Map<string, { count: number; filledAt: number; wasFull: boolean }>();
  const free = (lane: string) => MOST_PER_LANE - (lanes.get(lane)?.count ?? 0);
  return {
    enter: (lane) => {
      const before = lanes.get(lane);
      const count = (before?.count ?? 0) + 1;
      const wasFull = before?.wasFull === true || count >= MOST_PER_LANE;
      lanes.set(lane, { count, filledAt: clock.monotonic(), wasFull });
    },
    leave: (lane) => {
      const found = lanes.get(lane);
      if (found && found.count > 1) {
        found.count -= 1;
        if (found.wasFull && found.count <= MOST_PER_LANE - REFILL) {
          found.wasFull = false;
          refill();
        }
      } else {
        lanes.delete(lane);
      }
    },
    free,
    saturated: () => {
      const now = clock.monotonic();
      return [...lanes]
        .filter(([lane, { filledAt }]) => free(lane) <= 0 || (free(lane) < REFILL && now - filledAt < LONGEST_EMPTY))
        .map(([lane]) => lane);
    },
  };
}
