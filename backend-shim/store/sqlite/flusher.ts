/**
 * Brings commits to the disk while the thread goes on. SQLite would wait for the disk within each commit; with
 * `synchronous=NORMAL` it leaves that to the caller, and whoever committed waits here instead.
 */
import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';

export interface Flusher {
  /**
   * Resolves when everything that was committed before the call is on disk. Calls that wait meanwhile share the next flush.
   * @throws where the disk fails: what was not written may be lost, also if a later attempt succeeds, so nothing may be
   *   committed any more
   */
  flush(): Promise<void>;
  /** Resolves when nothing is under way. */
  close(): Promise<void>;
}

/** The calls of the operating system. */
interface FlusherFiles {
  /** @returns null where there is no such file */
  open(file: string): Promise<number | null>;
  flush(descriptor: number): Promise<void>;
  close(descriptor: number): Promise<void>;
}

const FILES: FlusherFiles = {
  open: (file) =>
    promisify(open)(file, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') {
        return null;
      }
      throw error;
    }),
  flush: promisify(fdatasync),
  close: promisify(close),
};

/**
 * @param log SQLite's write-ahead log. SQLite keeps no locks on it, which closing it would lose, and keeps the file itself
 *   as long as the database is open.
 */
export function createFlusher(log: string, files = FILES): Flusher {
  let descriptor: number | null = null;
  let underWay: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function flushNow(): Promise<void> {
    try {
      // There is no log yet before the first write.
      descriptor ??= await files.open(log);
      await (descriptor === null ? null : files.flush(descriptor));
    } catch (error) {
      throw new Error(
        `${log} could not be written to the disk (${(error as Error).message}). Check the disk; what was accepted before is on it.`,
        { cause: error },
      );
    }
  }

  /** One that is under way may have begun before the latest commit. */
  function flush(): Promise<void> {
    if (next !== null) {
      return next;
    }
    const before = underWay ?? Promise.resolve();
    const mine = before.then(() => {
      next = null;
      return flushNow();
    });
    next = mine;
    underWay = mine;
    return mine;
  }

  return {
    flush,
    close: async () => {
      for (let last = underWay; last !== null; last = last === underWay ? null : underWay) {
        await last;
      }
      // Forgotten before it is closed: whatever is committed still opens the log again.
      const old = descriptor;
      descriptor = null;
      if (old !== null) {
        await files.close(old);
      }
    },
  };
}
