/**
 * Commits in groups: transactions that wait while one is written share the next commit. Each has its own savepoint, so a
 * failed one undoes only itself. Nobody is told of a commit before it is on disk.
 */
import type BetterSqlite from 'better-sqlite3';

/** The handle as far as commits go. */
export type SqliteHandle = Pick<BetterSqlite.Database, 'exec' | 'inTransaction'>;

/** Long enough for a storm, short enough that a transaction does not wait for many others. */
const MOST_TOGETHER = 32;

interface Waiting<Tx> {
  work(tx: Tx): Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

type Ended = { ok: true; answer: unknown } | { ok: false; error: unknown };

export interface CommitQueue<Tx> {
  /**
   * Resolves after the commit is on disk. Rejects with the error of `work`, or with the reason why nothing could be
   * written.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface CommitsOptions<Tx> {
  handle: SqliteHandle;
  /** Runs a group while nothing else uses the handle. */
  alone(group: (tx: Tx) => Promise<void>): Promise<void>;
  /** Converts an error of the database for callers. */
  explain(error: unknown): unknown;
  /** Resolves when everything that is committed is on disk. The next group is written meanwhile. */
  flush(): Promise<void>;
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
    transaction: <T>(work: (tx: Tx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (answer: unknown) => void, reject });
        if (!draining) {
          draining = true;
          // Waits one turn of the event loop, so that transactions that arrive with it join.
          setImmediate(() => void drain());
        }
      }),
  };
}

async function settle<Tx>(
  { handle, alone, explain, flush }: CommitsOptions<Tx>,
  group: ReadonlyArray<Waiting<Tx>>,
): Promise<void> {
  let ended: Ended[] = [];
  try {
    await alone(async (tx) => {
      ended = await runGroup(handle, tx, group);
    });
  } catch (error) {
    const told = explain(error);
    group.forEach((waiting) => waiting.reject(told));
    return;
  }
  // Where the disk fails, nobody catches it, which ends the process: what was committed may be lost, and is told to nobody.
  void flush().then(() =>
    group.forEach((waiting, index) => {
      const one = ended[index];
      one?.ok ? waiting.resolve(one.answer) : waiting.reject(explain(one?.error));
    }),
  );
}

async function runGroup<Tx>(handle: SqliteHandle, tx: Tx, group: ReadonlyArray<Waiting<Tx>>): Promise<Ended[]> {
  handle.exec('BEGIN IMMEDIATE');
  try {
    const [first, second] = group;
    if (first && !second) {
      return [await runAlone(handle, tx, first)];
    }
    const ended: Ended[] = [];
    for (const waiting of group) {
      ended.push(await runOne(handle, tx, waiting));
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
async function runAlone<Tx>(handle: SqliteHandle, tx: Tx, { work }: Waiting<Tx>): Promise<Ended> {
  let answer: unknown;
  try {
    answer = await work(tx);
  } catch (error) {
    if (!handle.inTransaction) {
      throw error;
    }
    handle.exec('ROLLBACK');
    return { ok: false, error };
  }
  handle.exec('COMMIT');
  return { ok: true, answer };
}

/** Throws where the whole group is lost. */
async function runOne<Tx>(handle: SqliteHandle, tx: Tx, { work }: Waiting<Tx>): Promise<Ended> {
  handle.exec('SAVEPOINT one');
  try {
    const answer = await work(tx);
    handle.exec('RELEASE one');
    return { ok: true, answer };
  } catch (error) {
    if (!handle.inTransaction) {
      throw error;
    }
    handle.exec('ROLLBACK TO one');
    handle.exec('RELEASE one');
    return { ok: false, error };
  }
}
