/** Time reaches the sidecar only through here. Instants are epoch milliseconds. */
export interface Clock {
  /** The store's time: the machine's on SQLite, the database's on PostgreSQL, the manual one in tests. */
  now(): Promise<number>;
  /** Monotonic milliseconds of this process, for measuring how long something took. */
  monotonic(): number;
  /** The machine's wall clock, only for checking foreign signatures and socket timeouts. */
  machine(): number;
  /** Resolves after `ms` of machine time, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
