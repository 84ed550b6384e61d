/** Defines the database as the rest of the sidecar sees it. */
import type { Kysely } from 'kysely';
import { storeTroubleText } from '#contract/reasons/store';
import type { StoreTrouble, StoreTroubleCode } from '#contract/reasons/store';
import type { Log } from '../ports/log.ts';
import type { Breathing } from './concurrency/in-portions.ts';
import type { Dialect, ReadPlace } from './capabilities.ts';
import type { Database } from './schema.ts';

/** A handle to run queries on: a transaction, or the database for reads. */
export type Db = Kysely<Database>;

/** The clock of the database's server was set back, or a server took over whose clock is behind. */
export interface ClockStep {
  /** ms, negative */
  by: number;
  /** How many such steps the database knew of when it was seen: several sidecars see each. */
  known: number;
  /** The database's time after it, epoch ms. */
  now: number;
}

export interface TransactionOptions {
  /** Takes only space that is to spare: refused while the rest is kept for what is open. */
  spare?: boolean;
}

/** How much can still be written. */
export interface StoreRoom {
  /**
   * Tries for as much space as an alert takes, beside what a commit shows.
   * @throws StoreUnavailable if there is none
   */
  look(): Promise<void>;
  /** As of the last look: so little space is left that only what belongs to paging should be written. */
  isLow(): boolean;
}

export interface Store {
  readonly dialect: Dialect;
  /** For reads that need no transaction: lists, pages, metrics. */
  readonly read: Db;
  /**
   * Runs `work` in one transaction; a thrown error rolls everything back. `work` may run again after a conflict, or after
   * room was made for it.
   */
  transaction<T>(work: (tx: Db) => Promise<T>, options?: TransactionOptions): Promise<T>;
  readonly room: StoreRoom;
  /** `breatheIn` is for what is in a transaction. */
  readonly breathing: Breathing;
  /** Wakes the engines of this database: this process, and others on PostgreSQL. */
  wake(): Promise<void>;
  onWake(listener: () => void): () => void;
  /** The database's own time; the machine's on SQLite. Epoch ms. */
  databaseNow(): Promise<number>;
  /**
   * Whether the clock of `databaseNow` was set back since it was `at`: what a transaction armed by that time may be moved
   * no more. To be asked at the end of the transaction.
   */
  isSetBack(tx: Db, at: number): Promise<boolean>;
  /** `databaseNow` waits for `handle`. Never called on SQLite, where the machine's clock is watched instead. */
  onClockStep(handle: (step: ClockStep) => Promise<void>): void;
  /** Where another thread can read; null: in memory. */
  place(): ReadPlace | null;
  /** Size in bytes, for metrics. */
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What keeps the database from being written to. */
export interface LastingTrouble {
  trouble: StoreTrouble;
  /** Epoch ms of the machine. */
  since: number;
}

/** The database cannot write now (full, down, locked): callers answer 503, and senders try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly trouble: StoreTrouble;
  constructor(
    message: string,
    { trouble = { reason: 'database-away' }, ...options }: ErrorOptions & { trouble?: StoreTrouble } = {},
  ) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** A damaged page, or a file that is gone, may be of one table: what does not need it goes on. */
const MAY_BE_ONE_TABLE: ReadonlySet<StoreTroubleCode> = new Set(['damaged', 'disk-failing']);

/** Whether everything fails, so that it makes no sense to go on with another row or without a part. */
export function isOutage(error: unknown): boolean {
  return error instanceof StoreUnavailable && !MAY_BE_ONE_TABLE.has(error.trouble.reason);
}

/**
 * Logs why work beside paging failed. A database that takes no writes is an error once, which the watch on writing logs
 * with what to do; each piece of work that fails by it is a warning.
 */
export function logFailure(
  log: Pick<Log, 'warn' | 'error'>,
  error: unknown,
  message: string,
  fields: object = {},
): void {
  if (error instanceof StoreUnavailable) {
    log.warn({ ...fields, err: error.message }, `${message}: ${storeTroubleText(error.trouble)}`);
  } else {
    log.error({ ...fields, err: error }, message);
  }
}
