/** How much of the database the writer keeps in memory. */
import type BetterSqlite from 'better-sqlite3';
import type { Breathe } from '../../ports/heavy/work.ts';

/** KiB. Beyond this the system's own cache of the file serves. */
export const WRITER_CACHE = 24_576;
/** KiB of pages that one commit may still have to write: some ten milliseconds. */
const OF_LONG_TRANSACTION = 4096;

export interface WriterCache {
  /** For one group of transactions. Those that take long write their pages as they go on, instead of all at their commit. */
  breathe: Breathe;
  /** Called when the group has ended. */
  restore(): void;
}

export function createWriterCache(handle: Pick<BetterSqlite.Database, 'pragma'>, breathe: Breathe): WriterCache {
  let isSmall = false;
  return {
    breathe: () => {
      const pause = breathe();
      if (pause !== undefined && !isSmall) {
        handle.pragma(`cache_size = -${OF_LONG_TRANSACTION}`);
        isSmall = true;
      }
      return pause;
    },
    restore: () => {
      if (isSmall) {
        handle.pragma(`cache_size = -${WRITER_CACHE}`);
        isSmall = false;
      }
    },
  };
}
