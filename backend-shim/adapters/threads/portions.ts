/** Does long work in the thread that pages, in portions between which everything else goes on. */
import type { Breathe, Portions } from '../../ports/heavy/work.ts';
import { createFairQueue } from './fair-queue.ts';

export interface PortionLimits {
  /** ms of one portion. */
  portion?: number;
  /** ms of all portions of one answer. */
  most?: number;
}

/**
 * A portion may go on for a while after its time: until the next thing is done. A page takes a dozen turns of the event loop on
 * PostgreSQL, and one portion delays each.
 */
const PORTION = 3;
const MOST = 2500;

class TooMuch extends Error {}

export function createPortions({ portion = PORTION, most = MOST }: PortionLimits = {}): Portions {
  // Two, since one may wait for a thread.
  const queue = createFairQueue({ atOnce: 2, perCaller: 4, waiting: 50, patience: 15_000 });
  const nextTurn = createTurns(portion);
  return {
    run: async (who, work) => {
      const leave = await queue.enter(who);
      if (leave === null) {
        return { ok: false, reason: 'busy' };
      }
      try {
        return { ok: true, answer: await work(breathing(nextTurn, portion, most)) };
      } catch (error) {
        if (error instanceof TooMuch) {
          return { ok: false, reason: 'too-much', by: 'time' };
        }
        throw error;
      } finally {
        leave();
      }
    },
  };
}

/**
 * Gives all of them together half of the time: a page takes a dozen turns of the event loop, and not each may have a portion.
 *
 * @returns awaited between two portions
 */
function createTurns(portion: number): () => Promise<void> {
  const waiting: Array<() => void> = [];
  let isRunning = false;
  const rest = (ms: number) => {
    isRunning = true;
    setTimeout(() => {
      isRunning = false;
      waiting.shift()?.();
      if (waiting.length > 0) {
        rest(2 * portion);
      }
    }, ms);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (!isRunning) {
        rest(portion);
      }
    });
}

function breathing(nextTurn: () => Promise<void>, portion: number, most: number): Breathe {
  let [began, used] = [performance.now(), 0];
  return () => {
    const now = performance.now();
    if (now - began < portion) {
      return undefined;
    }
    // What waits elsewhere, for rows or for another thread, takes no time of this one.
    used += Math.min(now - began, 10 * portion);
    return nextTurn().then(() => {
      began = performance.now();
      if (used > most) {
        throw new TooMuch();
      }
    });
  };
}
