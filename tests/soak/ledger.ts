/** What was accepted, what came of it, and what is still owed. Forgets what is complete, so that hours fit in memory. */

/**
 * - `acknowledged`: Ann answers her page, the monitor resolves it later.
 * - `recovers`: the monitor repeats it, then resolves it; nobody answers.
 * - `escalates`: Ann does not answer, Ben does, and resolves it.
 * - `synced`: Ann answers, and the monitor is told so.
 */
export type Fate = 'acknowledged' | 'recovers' | 'escalates' | 'synced';
/** `opened`: the room's update. `heard`: an open page was told of the change. `told`: the monitor was. */
export type Event = 'ann' | 'ben' | 'opened' | 'heard' | 'told';

/** What comes once under one idempotency key. */
const MESSAGES: readonly Event[] = ['ann', 'ben', 'opened'];
const OWED: Readonly<Record<Fate, readonly Event[]>> = {
  acknowledged: ['ann', 'opened', 'heard'],
  recovers: ['ann', 'opened', 'heard'],
  escalates: ['ann', 'ben', 'opened', 'heard'],
  synced: ['ann', 'opened', 'heard', 'told'],
};

/** A page that was on its way when its incident was answered. */
const GRACE_MS = 1000;
/** Late messages about what is closed come within this time. */
const KEEP_MS = 60_000;

interface Entry {
  made: number;
  accepted: { name: string; fate: Fate; posted: number } | null;
  came: Map<Event, { at: number; key: string | null }>;
  waiting: Array<{ event: Event; resolve: () => void }>;
  /** When somebody's answer or the monitor's was taken in; no page may follow. */
  handled: number | null;
  closed: number | null;
}

export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly unexpected: string[] = [];
  accepted = 0;
  /** Messages that came again under their key, which receivers must expect. */
  repeats = 0;
  #latencies: number[] = [];

  /** @param posted when its request began; all times are monotonic ms */
  accept(id: string, name: string, fate: Fate, posted: number): void {
    const entry = this.#entry(id, posted);
    if (entry.accepted !== null) {
      this.unexpected.push(`${name} is incident ${id}, which ${entry.accepted.name} has opened`);
      return;
    }
    entry.accepted = { name, fate, posted };
    this.accepted += 1;
    this.#measure(entry);
  }

  /** @param key the idempotency key of a message; null of what has none */
  note(id: string, event: Event, at: number, key: string | null = null): void {
    const entry = this.#entry(id, at);
    const first = entry.came.get(event);
    if (first !== undefined) {
      if (!MESSAGES.includes(event)) return;
      this.repeats += 1;
      if (first.key !== key) this.unexpected.push(`${event} of ${nameOf(id, entry)} came under two keys`);
      return;
    }
    if ((event === 'ann' || event === 'ben') && entry.handled !== null && at > entry.handled + GRACE_MS)
      this.unexpected.push(`${event} was paged for ${nameOf(id, entry)} after it was answered`);
    entry.came.set(event, { at, key });
    for (const one of entry.waiting.filter(({ event: awaited }) => awaited === event)) one.resolve();
    if (event === 'ann') this.#measure(entry);
  }

  /** Resolves once the event has come; never, if it does not: `owed` tells. */
  when(id: string, event: Event): Promise<void> {
    const entry = this.#entry(id, performance.now());
    if (entry.came.has(event)) return Promise.resolve();
    return new Promise((resolve) => entry.waiting.push({ event, resolve }));
  }

  handled(id: string): void {
    this.#entry(id, performance.now()).handled ??= performance.now();
  }

  closed(id: string): void {
    this.handled(id);
    this.#entry(id, performance.now()).closed ??= performance.now();
  }

  /** Forgets what is complete and long closed. */
  sweep(now: number): void {
    for (const [id, entry] of this.#entries) {
      const isComplete = entry.accepted !== null && entry.closed !== null && missing(entry).length === 0;
      // A change of an incident that was forgotten.
      const isEcho = entry.accepted === null && [...entry.came.keys()].every((event) => event === 'heard');
      if (now - (isComplete ? (entry.closed ?? now) : entry.made) > KEEP_MS && (isComplete || isEcho))
        this.#entries.delete(id);
    }
  }

  /** One line for each thing that was promised and has not come. */
  owed(): string[] {
    return [...this.#entries].flatMap(([id, entry]) => {
      if (entry.accepted === null) return [];
      const never = missing(entry).map((event) => `${event} of ${nameOf(id, entry)}, which ${entry.accepted?.fate}`);
      return entry.closed === null && never.length === 0 ? [`the end of ${nameOf(id, entry)}`] : never;
    });
  }

  /** Messages about incidents that nobody was told of. */
  strays(): string[] {
    return [...this.#entries]
      .filter(([, { accepted }]) => accepted === null)
      .flatMap(([id, { came }]) => MESSAGES.filter((event) => came.has(event)).map((event) => `${event} of ${id}`));
  }

  get open(): number {
    return this.#entries.size;
  }

  /** From each alert's request to Ann's page, ms, since the last call. */
  takeLatencies(): number[] {
    const taken = this.#latencies;
    this.#latencies = [];
    return taken;
  }

  /** The page may be here before the answer to the alert. */
  #measure({ accepted, came }: Entry): void {
    const page = came.get('ann');
    if (accepted !== null && page !== undefined) this.#latencies.push(page.at - accepted.posted);
  }

  #entry(id: string, now: number): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const made: Entry = { made: now, accepted: null, came: new Map(), waiting: [], handled: null, closed: null };
    this.#entries.set(id, made);
    return made;
  }
}

const missing = ({ accepted, came }: Entry): Event[] =>
  accepted === null ? [] : OWED[accepted.fate].filter((event) => !came.has(event));

const nameOf = (id: string, { accepted }: Entry): string => accepted?.name ?? `incident ${id}`;
