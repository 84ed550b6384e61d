/** Defines the port for time; no other code reads a clock. Instants are epoch milliseconds. */
export interface Clock {
  /** The store's time: the machine's clock on SQLite, the database's on PostgreSQL, a manual one in tests. */
  now(): Promise<number>;
  /** Monotonic milliseconds of this process, for measuring durations. */
  monotonic(): number;
  /** The machine's wall clock, only for foreign signatures and socket timeouts. */
  machine(): number;
  /** Resolves after `ms` of machine time, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
