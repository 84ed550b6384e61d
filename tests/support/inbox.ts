/** Keeps what a fake receiver got, in order, and waits for more without polling. */
export interface Inbox<T> {
  readonly items: readonly T[];
  /** Hands over everything and forgets it. */
  take(): T[];
  /** The first item that matches, now or within `limit` ms. */
  waitFor(match: (item: T) => boolean, limit?: number): Promise<T>;
  /** All items, once there are at least `count`. */
  waitForCount(count: number, limit?: number): Promise<T[]>;
}

/** @param describe one line per item, for the message if nothing came */
export class Received<T> implements Inbox<T> {
  #items: T[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #describe: (item: T) => string;

  constructor(describe: (item: T) => string) {
    this.#describe = describe;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  add(item: T): void {
    this.#items.push(item);
    for (const look of this.#waiting) look();
  }

  take(): T[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  waitFor(match: (item: T) => boolean, limit = 10_000): Promise<T> {
    return this.#wait(() => this.#items.find(match), 'what was waited for', limit);
  }

  waitForCount(count: number, limit = 10_000): Promise<T[]> {
    return this.#wait(() => (this.#items.length >= count ? [...this.#items] : undefined), `${count} items`, limit);
  }

  #wait<R>(look: () => R | undefined, what: string, limit: number): Promise<R> {
    const now = look();
    if (now !== undefined) return Promise.resolve(now);
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const again = () => {
      const found = look();
      if (found !== undefined) resolve(found);
    };
    const timer = setTimeout(() => {
      const there = this.#items.map((item) => `\n  ${this.#describe(item)}`).join('') || ' nothing';
      reject(new Error(`${what} did not come within ${limit} ms; there is:${there}`));
    }, limit);
    this.#waiting.add(again);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(again);
    });
  }
}

/** Behaviours set for one address or path, or for all, for a number of times or until changed. */
export class Modes<M> {
  readonly #usual: M;
  readonly #set = new Map<string, { mode: M; times: number }>();

  constructor(usual: M) {
    this.#usual = usual;
  }

  /** @param key `*` stands for every key without a mode of its own */
  set(mode: M, key = '*', times = Infinity): void {
    this.#set.set(key, { mode, times });
  }

  /** The mode to apply now; counts as one use of it. */
  next(key: string): M {
    const name = this.#set.has(key) ? key : '*';
    const found = this.#set.get(name);
    if (found === undefined) return this.#usual;
    found.times -= 1;
    if (found.times <= 0) this.#set.delete(name);
    return found.mode;
  }
}
