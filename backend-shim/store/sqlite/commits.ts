/**
 * Commits in groups: transactions that wait while one is written share the next commit. Each has its own savepoint, so a
 * failed one undoes only itself. Nobody is told of a commit before it is on disk.
 */
import type BetterSqlite from 'better-sqlite3';
import type { Breathe } from '../../ports/heavy/work.ts';
import type { TransactionOptions } from '../store.ts';

/** The handle as far as commits go. */
export type SqliteHandle = Pick<BetterSqlite.Database, 'exec' | 'inTransaction'>;

/** Long enough for a storm, short enough that a transaction does not wait for many others. */
const MOST_TOGETHER = 32;

interface Waiting<Tx> extends TransactionOptions {
  work(tx: Tx): Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

type Ended = { ok: true; answer: unknown } | { ok: false; error: unknown };

export interface CommitQueue<Tx> {
  /**
   * Resolves after the commit is on disk. Rejects with the error of `work`, or with the reason why nothing could be
   * written. Where room could be made, `work` runs again, unless it takes space to spare.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

/** The space that commits take. */
export interface CommitRoom {
  /** Why what takes space to spare is refused; null: it is not. */
  refusal(): Error | null;
  /** Converts an error of the database for callers. */
  explain(error: unknown): unknown;
  /** Whether there was no space. */
  isShort(error: unknown): boolean;
  /** Called after a failure, while nothing uses the handle. @returns whether there is more room than before */
  make(error: unknown): boolean;
}

export interface CommitsOptions<Tx> {
  handle: SqliteHandle;
  /** Runs a group while nothing else uses the handle. */
  alone(group: (tx: Tx) => Promise<void>): Promise<void>;
  room: CommitRoom;
  /** Resolves when everything that is committed is on disk. The next group is written meanwhile. */
  flush(): Promise<void>;
  /** To be awaited before the next one is told: what many do with their answers must not fill one turn of the event loop. */
  breathe: Breathe;
}

export function createCommits<Tx>(options: CommitsOptions<Tx>): CommitQueue<Tx> {
  let queue: Array<Waiting<Tx>> = [];
  let draining = false;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const group = queue.slice(0, MOST_TOGETHER);
      queue = queue.slice(group.length);
      await settle(options, group);
    }
    draining = false;
  }

  return {
    transaction: <T>(work: (tx: Tx) => Promise<T>, { spare = false }: TransactionOptions = {}) =>
      new Promise<T>((resolve, reject) => {
        const refusal = spare ? options.room.refusal() : null;
        if (refusal !== null) {
          return reject(refusal);
        }
        queue.push({ work, spare, resolve: resolve as (answer: unknown) => void, reject });
        if (!draining) {
          draining = true;
          // Waits one turn of the event loop, so that transactions that arrive with it join.
          setImmediate(() => void drain());
        }
      }),
  };
}

async function settle<Tx>(options: CommitsOptions<Tx>, group: ReadonlyArray<Waiting<Tx>>): Promise<void> {
  const { alone, room, flush, breathe } = options;
  let ended: Ended[] = [];
  try {
    await alone(async (tx) => {
      ended = await runGroup(options, tx, group);
    });
  } catch (error) {
    const told = room.explain(error);
    const needed = group.filter(({ spare }) => !spare);
    const again = needed.length > 0 && room.make(error) ? needed : [];
    group.filter((waiting) => !again.includes(waiting)).forEach((waiting) => waiting.reject(told));
    return again.length > 0 ? settle(options, again) : undefined;
  }
  // Where the disk fails, nobody catches it, which ends the process: what was committed may be lost, and is told to nobody.
  void flush().then(() =>
    inTurn(
      group.map((waiting, index) => () => {
        const one = ended[index];
        one?.ok ? waiting.resolve(one.answer) : waiting.reject(room.explain(one?.error));
      }),
      breathe,
    ),
  );
}

/** Each after all that the one before does at once. */
async function inTurn(tell: ReadonlyArray<() => void>, breathe: Breathe): Promise<void> {
  for (const [index, one] of tell.entries()) {
    if (index > 0) {
      await microtasksDone();
      await breathe();
    }
    one();
  }
}

function microtasksDone(): Promise<void> {
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}

async function runGroup<Tx>(options: CommitsOptions<Tx>, tx: Tx, group: ReadonlyArray<Waiting<Tx>>): Promise<Ended[]> {
  const { handle } = options;
  handle.exec('BEGIN IMMEDIATE');
  try {
    const [first, second] = group;
    if (first && !second) {
      return [await runAlone(options, tx, first)];
    }
    const ended: Ended[] = [];
    for (const waiting of group) {
      ended.push(await runOne(options, tx, waiting));
    }
    handle.exec('COMMIT');
    return ended;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (handle.inTransaction) {
      handle.exec('ROLLBACK');
    }
    throw error;
  }
}

/** Without a savepoint, for which SQLite copies each page before it changes. Throws where nothing can be written. */
async function runAlone<Tx>({ handle, room }: CommitsOptions<Tx>, tx: Tx, { work }: Waiting<Tx>): Promise<Ended> {
  let answer: unknown;
  try {
    answer = await work(tx);
  } catch (error) {
    if (!handle.inTransaction || room.isShort(error)) {
      throw error;
    }
    handle.exec('ROLLBACK');
    return { ok: false, error };
  }
  handle.exec('COMMIT');
  return { ok: true, answer };
}

/** Throws where the whole group is lost. */
async function runOne<Tx>({ handle, room }: CommitsOptions<Tx>, tx: Tx, { work }: Waiting<Tx>): Promise<Ended> {
  handle.exec('SAVEPOINT one');
  try {
    const answer = await work(tx);
    handle.exec('RELEASE one');
    return { ok: true, answer };
  } catch (error) {
    if (!handle.inTransaction || room.isShort(error)) {
      throw error;
    }
    handle.exec('ROLLBACK TO one');
    handle.exec('RELEASE one');
    return { ok: false, error };
  }
}
