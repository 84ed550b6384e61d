/**
 * Lets everything else go on between portions of long work, also in the middle of a transaction. One of those who wait
 * has a turn in each turn of the event loop.
 */
import type { Breathe } from '../../ports/heavy/work.ts';

/** ms of one turn after which others go first. */
const PORTION = 10;

export interface Breathing {
  /** For transactions, for which others wait. */
  ofTransactions: Breathe;
  ofRequests: Breathe;
  /** For requests with a large body, which go behind others. */
  ofLargeRequests: Breathe;
}

/** Whose turn it is: the first who waits. Everybody comes first at times, so that nobody waits for ever. */
const TURNS = [
  ['transactions', 'requests', 'largeRequests'],
  ['requests', 'transactions', 'largeRequests'],
  ['transactions', 'requests', 'largeRequests'],
  ['largeRequests', 'requests', 'transactions'],
] as const;

/** @param monotonic see `Clock` */
export function createBreathing(monotonic: () => number): Breathing {
  /** When somebody was first seen at work in this turn of the event loop. */
  let began: number | null = null;
  const waiting = {
    transactions: [] as Array<() => void>,
    requests: [] as Array<() => void>,
    largeRequests: [] as Array<() => void>,
  };
  let isAwaited = false;
  let hasPassed = false;
  let turns = 0;

  function awaitNextTurn(): void {
    if (!isAwaited) {
      isAwaited = true;
      setImmediate(giveTurn);
    }
  }

  function giveTurn(): void {
    const isFull = began !== null && monotonic() - began >= PORTION;
    [isAwaited, began] = [false, null];
    if (Object.values(waiting).every(({ length }) => length === 0)) {
      return;
    }
    awaitNextTurn();
    // What came in has filled this turn. The next one is for those who wait, however much comes in.
    hasPassed = isFull && !hasPassed;
    if (!hasPassed) {
      began = monotonic();
      const first = TURNS[turns++ % TURNS.length]?.find((who) => waiting[who].length > 0);
      waiting[first ?? 'transactions'].shift()?.();
    }
  }

  const breathe = (who: keyof typeof waiting) => () => {
    const now = monotonic();
    began ??= now;
    awaitNextTurn();
    return now - began < PORTION ? undefined : new Promise<void>((resolve) => waiting[who].push(resolve));
  };
  return {
    ofTransactions: breathe('transactions'),
    ofRequests: breathe('requests'),
    ofLargeRequests: breathe('largeRequests'),
  };
}

const known = new WeakMap<object, Breathe>();

/** @returns `tx`, a transaction, in which long work breathes */
export function breathes<Tx extends object>(tx: Tx, breathe: Breathe): Tx {
  known.set(tx, breathe);
  return tx;
}

const never: Breathe = () => undefined;

/** To be awaited often by what may be long in this transaction. */
export function breatheIn(tx: object): Breathe {
  return known.get(tx) ?? never;
}
