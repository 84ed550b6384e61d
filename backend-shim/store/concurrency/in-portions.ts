/**
 * Lets everything else go on between portions of long work, also in the middle of a transaction. In each turn of the event
 * loop those who wait have as many turns as fit into one portion: what pages somebody comes first.
 */
import type { Breathe } from '../../ports/heavy/work.ts';
import { createWaitingLine } from './line.ts';
import type { WaitingLine } from './line.ts';

/**
 * Who waits. `transactions`: others wait for them. `alerts`: of senders with a valid token. `strangers`: have shown no token
 * yet, or a wrong one. What is large goes behind others.
 */
export type TurnKind = 'alerts' | 'transactions' | 'requests' | 'strangers' | 'largeRequests' | 'largeStrangers';

/**
 * ms of one turn of the event loop after which no more of these goes on in it. A page takes several turns, on PostgreSQL a dozen,
 * so that they are short; alerts are small, and to wait at each step would take longer than all of them.
 */
const PORTIONS: Readonly<Record<TurnKind, number>> = {
  alerts: 10,
  transactions: 5,
  requests: 1,
  strangers: 1,
  largeRequests: 1,
  largeStrangers: 1,
};

/** ms of what came in that fill a turn. */
const FULL = 4;

/** The share in which those who wait begin: what has begun goes on in the rest. */
const ENTERING = 0.5;

export interface Breathing {
  /** For work that goes on. @param whose each of a kind has a turn after the other */
  of: Readonly<Record<TurnKind, (whose?: string) => ReturnType<Breathe>>>;
  /** For what has just come in: it goes behind those of its kind who wait. */
  enter(who: TurnKind, whose: string): Promise<void> | undefined;
}

const USUALLY: readonly TurnKind[] = ['alerts', 'transactions', 'requests', 'strangers'];
/** Whose turns are given first, in one turn of the event loop after the other: everybody's at times, so that nobody waits for ever. */
const FIRST: ReadonlyArray<readonly TurnKind[]> = [
  USUALLY,
  ['requests', 'alerts', 'transactions', 'strangers'],
  USUALLY,
  ['strangers', 'alerts', 'transactions', 'requests'],
  ['alerts', 'requests', 'transactions', 'strangers'],
  ['transactions', 'alerts', 'requests', 'strangers'],
  USUALLY,
];
/** One of these has a turn after all of `FIRST`: each may take several portions. Where nobody else waits, that is soon. */
const LARGE = ['largeRequests', 'largeStrangers'] as const;

/** @param monotonic see `Clock` */
export function createBreathing(monotonic: () => number): Breathing {
  const turns = new Turns(monotonic);
  const breathe = (who: TurnKind) => (whose?: string) => turns.goOn(who, whose);
  return {
    of: {
      alerts: breathe('alerts'),
      transactions: breathe('transactions'),
      requests: breathe('requests'),
      strangers: breathe('strangers'),
      largeRequests: breathe('largeRequests'),
      largeStrangers: breathe('largeStrangers'),
    },
    enter: (who, whose) => turns.enter(who, whose),
  };
}

class Turns {
  readonly #monotonic: () => number;
  /** When somebody was first seen at work in this turn of the event loop. */
  #began: number | null = null;
  readonly #lines: Readonly<Record<TurnKind, WaitingLine>> = {
    alerts: createWaitingLine(),
    transactions: createWaitingLine(),
    requests: createWaitingLine(),
    strangers: createWaitingLine(),
    largeRequests: createWaitingLine(),
    largeStrangers: createWaitingLine(),
  };
  #isAwaited = false;
  #hasPassed = false;
  #given = 0;
  #givenToLarge = 0;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  goOn(who: TurnKind, whose = ''): Promise<void> | undefined {
    this.#awaitNext();
    return this.#isWithin(who) ? undefined : this.#wait(who, whose);
  }

  enter(who: TurnKind, whose: string): Promise<void> | undefined {
    this.#awaitNext();
    return this.#lines[who].isEmpty() && this.#isWithin(who, ENTERING) ? undefined : this.#wait(who, whose);
  }

  #wait(who: TurnKind, whose: string): Promise<void> {
    return new Promise((resolve) => this.#lines[who].add(whose, resolve));
  }

  #isWithin(who: TurnKind, share = 1): boolean {
    const now = this.#monotonic();
    this.#began ??= now;
    return now - this.#began < share * PORTIONS[who];
  }

  #awaitNext(): void {
    if (!this.#isAwaited) {
      this.#isAwaited = true;
      setImmediate(() => this.#give());
    }
  }

  #give(): void {
    const isFull = this.#began !== null && this.#monotonic() - this.#began >= FULL;
    [this.#isAwaited, this.#began] = [false, null];
    if (Object.values(this.#lines).every((line) => line.isEmpty())) {
      return;
    }
    this.#awaitNext();
    // What came in has filled this turn. The next one is for those who wait, however much comes in.
    this.#hasPassed = isFull && !this.#hasPassed;
    if (!this.#hasPassed) {
      this.#began = this.#monotonic();
      const order = FIRST[this.#given++ % (FIRST.length + 1)];
      if (order === undefined) {
        this.#lines[this.#nextLarge()].go();
      }
      this.#giveIn(order ?? USUALLY);
    }
  }

  /** Ends when this turn is full, or nobody is left. */
  #giveIn(order: readonly TurnKind[]): void {
    const next = order.find((who) => !this.#lines[who].isEmpty());
    if (next !== undefined && this.#isWithin(next, ENTERING)) {
      this.#lines[next].go();
      // After all that this one does at once: microtasks run before the next tick.
      queueMicrotask(() => process.nextTick(() => this.#giveIn(order)));
    }
  }

  #nextLarge(): TurnKind {
    const [one, other] = this.#givenToLarge++ % 2 === 0 ? LARGE : ([LARGE[1], LARGE[0]] as const);
    return this.#lines[one].isEmpty() ? other : one;
  }
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
