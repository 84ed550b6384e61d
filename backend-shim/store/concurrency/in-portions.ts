/**
 * Lets everything else go on between portions of long work, also in the middle of a transaction. In each turn of the event
 * loop those who wait have as many turns as fit into one portion: what pages somebody comes first.
 */
import type { Clock } from '../../ports/clock.ts';
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

/**
 * ms between two requests that come in while alerts or pages are under way. Each costs the thread 1 to 3 ms in all, of which the
 * turns above see a part; so all of them together leave half of it. Only programs ask as often.
 */
const PACE = 4;

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
const KINDS = Object.keys(PORTIONS) as TurnKind[];
/** One of these has a turn after all of `FIRST`: each may take several portions. Where nobody else waits, that is soon. */
const LARGE = ['largeRequests', 'largeStrangers'] as const;

export interface PagingWatch {
  /** Whether alerts or pages are under way. */
  isPaging(): boolean;
  sleep: Clock['sleep'];
}

/**
 * @param monotonic see `Clock`
 * @param paging absent: requests have no pace
 */
export function createBreathing(monotonic: () => number, paging?: PagingWatch): Breathing {
  const turns = new Turns(monotonic, paging ?? NEVER_PAGING);
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

const NEVER_PAGING: PagingWatch = { isPaging: () => false, sleep: () => Promise.resolve() };

class Turns {
  readonly #monotonic: () => number;
  readonly #paging: PagingWatch;
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
  /** Strangers who have just come in: people are among them, and all else that is no alert. */
  readonly #entrance = createWaitingLine();
  #lastEntered = -Infinity;
  #isAwaited = false;
  #isPaced = false;
  #hasPassed = false;
  #given = 0;
  #givenToLarge = 0;

  constructor(monotonic: () => number, paging: PagingWatch) {
    this.#monotonic = monotonic;
    this.#paging = paging;
  }

  goOn(who: TurnKind, whose = ''): Promise<void> | undefined {
    this.#awaitNext();
    return this.#isWithin(who) ? undefined : wait(this.#lines[who], whose);
  }

  enter(who: TurnKind, whose: string): Promise<void> | undefined {
    this.#awaitNext();
    const isPaced = who === 'strangers';
    const isFree =
      this.#lines[who].isEmpty() &&
      (!isPaced || (this.#entrance.isEmpty() && this.#mayEnter())) &&
      this.#isWithin(who, ENTERING);
    if (!isFree) {
      return wait(isPaced ? this.#entrance : this.#lines[who], whose);
    }
    if (isPaced) {
      this.#lastEntered = this.#monotonic();
    }
    return undefined;
  }

  #mayEnter(): boolean {
    return !this.#paging.isPaging() || this.#monotonic() - this.#lastEntered >= PACE;
  }

  /** Those of a kind of whom one may go now: who has begun goes on first. */
  #openLine(who: TurnKind): WaitingLine | undefined {
    if (!this.#lines[who].isEmpty()) {
      return this.#lines[who];
    }
    return who === 'strangers' && !this.#entrance.isEmpty() && this.#mayEnter() ? this.#entrance : undefined;
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
    if (KINDS.every((kind) => this.#openLine(kind) === undefined)) {
      this.#awaitPace();
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

  /** Others than those at an entrance have a turn at once. */
  #awaitPace(): void {
    if (!this.#isPaced && !this.#entrance.isEmpty()) {
      this.#isPaced = true;
      void this.#paging.sleep(PACE).then(() => {
        this.#isPaced = false;
        this.#awaitNext();
      });
    }
  }

  /** Ends when this turn is full, or nobody is left. */
  #giveIn(order: readonly TurnKind[]): void {
    const next = order.find((who) => this.#openLine(who) !== undefined);
    const line = next === undefined ? undefined : this.#openLine(next);
    if (next !== undefined && line !== undefined && this.#isWithin(next, ENTERING)) {
      if (line === this.#entrance) {
        this.#lastEntered = this.#monotonic();
      }
      line.go();
      // After all that this one does at once: microtasks run before the next tick.
      queueMicrotask(() => process.nextTick(() => this.#giveIn(order)));
    }
  }

  #nextLarge(): TurnKind {
    const [one, other] = this.#givenToLarge++ % 2 === 0 ? LARGE : ([LARGE[1], LARGE[0]] as const);
    return this.#lines[one].isEmpty() ? other : one;
  }
}

function wait(line: WaitingLine, whose: string): Promise<void> {
  return new Promise((resolve) => line.add(whose, resolve));
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
