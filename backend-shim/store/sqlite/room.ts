/**
 * Sees to the space that the database has on its disk. While the reserve is not whole, the disk counts as full: what
 * would take space to spare is refused, and what belongs to open incidents draws on the reserve.
 */
import { closeSync, existsSync, ftruncateSync, openSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type BetterSqlite from 'better-sqlite3';
import type { StoreTrouble } from '#contract/reasons/store';
import { createReserve, LEFT_FREE, PIECE, wantedOf, writeAll } from './reserve.ts';
import type { Reserve } from './reserve.ts';
import { isFull, troubleOfSqlite, troubleOfSystem } from './trouble.ts';
import { StoreUnavailable } from '../store.ts';

/** An alert takes less. */
const TRIED_BYTES = 64 * 1024;
/** So many times the reserve is to be free for what is not paging. */
const AMPLE = 2;
/** Pages, at which SQLite folds its log into the database by itself. */
const FOLD_AT = 4000;
/** While the disk is full, the log stays small and its place on the disk is used again. */
const FOLD_AT_WHEN_TIGHT = 64;
/** Bytes. While the disk is full, a larger log is more of use as free space than as a place to write to. */
const LARGE_LOG = 2 * 1024 * 1024;
/** ms */
const LOCK_WAIT = 5000;

interface DiskSpace {
  free: number;
  size: number;
}

export interface SqliteRoom {
  look(): Promise<void>;
  isLow(): boolean;
  /** Why what takes space to spare is refused; null: it is not. */
  refusal(): StoreUnavailable | null;
  /** Notes a failure. @returns the error for callers */
  explain(error: unknown): unknown;
  /** Whether there was no space. */
  isShort(error: unknown): boolean;
  /** After a failure, when nothing uses the handle. @returns whether there is more room than before */
  make(error: unknown): boolean;
  /** Resolves when no look is under way. */
  close(): Promise<void>;
}

/** Where there is no disk. */
export const ENDLESS_ROOM: SqliteRoom = {
  look: () => Promise.resolve(),
  isLow: () => false,
  refusal: () => null,
  explain: (error) => unavailable(error, troubleOfSqlite(error, 'memory')) ?? error,
  isShort: () => false,
  make: () => false,
  close: () => Promise.resolve(),
};

/** Beside the database, with the space that is kept for open incidents. */
export function reserveName(file: string): string {
  return `${file}.reserve`;
}

/** Before the database is opened: SQLite makes files when it is. */
export function makeRoomToOpen(file: string): void {
  // SQLite keeps what it writes beside the file itself, and not beside a link to it.
  const own = existsSync(file) ? realpathSync(file) : file;
  const reserve = createReserve(reserveName(own));
  if (reserve.bytes() > 0 && spaceOf(statfsSync(path.dirname(own))).free < 2 * PIECE) {
    reserve.release();
  }
  reserve.close();
}

type RoomHandle = Pick<BetterSqlite.Database, 'pragma'>;

export function createRoom(file: string, handle: RoomHandle): SqliteRoom {
  const folder = path.dirname(file);
  const reserve = createReserve(reserveName(file));
  const trial = createTrial(`${file}.trial`);
  const state = createState(handle);
  let looking: Promise<void> | null = null;
  /** Migrations leave much in the log, for which a disk that fills up would have no room in the database. */
  let isFirst = true;

  async function look(): Promise<void> {
    let disk = spaceOf(await statfs(folder));
    // What the log gives back, whoever fills the disk takes. Pages are written where it was.
    const isLarge = state.tight() !== null && sizeOf(`${file}-wal`) > LARGE_LOG;
    if (isLarge || (hasRoom(disk) && (isFirst || state.tight() !== null))) {
      fold(file, handle, 'TRUNCATE');
      disk = spaceOf(await statfs(folder));
    }
    isFirst = false;
    await reserve.fill(disk);
    await trial.write();
    const full: StoreTrouble = { reason: 'disk-full', data: { where: folder } };
    state.set(reserve.isWhole(disk.size) ? null : (state.tight() ?? full), lacks(disk, reserve));
  }

  return {
    look: async () => {
      try {
        await (looking ??= look().finally(() => (looking = null)));
      } catch (error) {
        throw unavailable(error, state.note(troubleOfSystem(error, folder))) ?? error;
      }
      const tight = state.tight();
      if (tight !== null) {
        throw refused(tight);
      }
    },
    isLow: state.isLow,
    refusal: () => {
      const tight = state.tight();
      return tight === null ? null : refused(tight);
    },
    explain: (error) => unavailable(error, state.note(troubleOfSqlite(error, folder))) ?? error,
    isShort: (error) => isFull(troubleOfSqlite(error, folder)),
    make: (error) => {
      if (!isFull(troubleOfSqlite(error, folder))) {
        return false;
      }
      // The log keeps its blocks, which nobody else can take, and is written anew from its beginning.
      fold(file, handle, 'RESTART');
      return reserve.release() || fold(file, handle, 'TRUNCATE');
    },
    close: async () => {
      await looking?.catch(() => undefined);
      reserve.close();
      trial.close();
    },
  };
}

/** How much is left, as of the last look and the last failure. */
function createState(handle: RoomHandle) {
  let tight: StoreTrouble | null = null;
  let low = false;
  function set(trouble: StoreTrouble | null, isLow: boolean): void {
    if ((tight === null) !== (trouble === null)) {
      handle.pragma(`wal_autocheckpoint = ${trouble === null ? FOLD_AT : FOLD_AT_WHEN_TIGHT}`);
    }
    tight = trouble;
    low = isLow || trouble !== null;
  }
  return {
    tight: () => tight,
    isLow: () => low,
    set,
    /** @returns the same trouble */
    note: (trouble: StoreTrouble | null) => {
      if (isFull(trouble)) {
        set(trouble, true);
      }
      return trouble;
    },
  };
}

/** Whether the reserve can grow. */
const hasRoom = ({ free }: DiskSpace) => free >= LEFT_FREE + PIECE;

/** Whether it has less to spare than what is not paging should leave. */
function lacks({ free, size }: DiskSpace, reserve: Reserve): boolean {
  return free + reserve.bytes() < (1 + AMPLE) * wantedOf(size);
}

function unavailable(error: unknown, trouble: StoreTrouble | null): StoreUnavailable | null {
  return trouble === null
    ? null
    : new StoreUnavailable(`database: ${(error as Error).message}`, { cause: error, trouble });
}

/** Without the cause: nothing was tried. */
const refused = (trouble: StoreTrouble) =>
  new StoreUnavailable('database: the rest of the disk is kept for open incidents', { trouble });

function spaceOf({ bavail, bsize, blocks }: { bavail: number; bsize: number; blocks: number }): DiskSpace {
  return { free: bavail * bsize, size: blocks * bsize };
}

/**
 * The write-ahead log may hold most of a small disk without reaching the size at which SQLite folds it into the database
 * by itself. Waits for nobody who reads.
 * @param then what becomes of the log: it is written anew from its beginning (RESTART), or gives its blocks back as well
 * @returns whether there is more room on the disk
 */
function fold(file: string, handle: RoomHandle, then: 'RESTART' | 'TRUNCATE'): boolean {
  const before = sizeOf(`${file}-wal`);
  if (before === 0) {
    return false;
  }
  try {
    handle.pragma('busy_timeout = 0');
    handle.pragma(`wal_checkpoint(${then})`);
  } catch (error) {
    // There is no room yet to fold the log in.
    if (troubleOfSqlite(error, path.dirname(file)) === null) {
      throw error;
    }
  } finally {
    handle.pragma(`busy_timeout = ${LOCK_WAIT}`);
  }
  return sizeOf(`${file}-wal`) < before;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Takes space and gives it back, which shows a quota that the file system's figures do not tell of. */
function createTrial(file: string) {
  let descriptor: number | null = null;
  return {
    write: async () => {
      descriptor ??= openSync(file, 'w', 0o600);
      try {
        await writeAll(descriptor, Buffer.alloc(TRIED_BYTES, 1), 0);
      } finally {
        ftruncateSync(descriptor, 0);
      }
    },
    close: () => {
      if (descriptor !== null) {
        closeSync(descriptor);
        descriptor = null;
      }
    },
  };
}
