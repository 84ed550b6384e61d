/** Opens the embedded database: one file, one process, every commit on disk before anybody is told of it. */
import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EventEmitter } from 'node:events';
import BetterSqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { storeTroubleAdvice, storeTroubleText } from '#contract/reasons/store';
import type { Clock } from '../../ports/clock.ts';
import { SMALLEST_STEP_MS } from '../clock.ts';
import { breathes, createBreathing } from '../concurrency/in-portions.ts';
import { createWriterCache, WRITER_CACHE } from './cache.ts';
import { createCommits } from './commits.ts';
import { createFlusher } from './flusher.ts';
import type { Flusher } from './flusher.ts';
import { makePrivate } from './private-files.ts';
import { answersDirectly } from './direct.ts';
import type { RunDirectly } from './direct.ts';
import type { Database } from '../schema.ts';
import type { Db, Store } from '../store.ts';
import { createRoom, ENDLESS_ROOM, makeRoomToOpen } from './room.ts';
import { isFull, troubleOfSqlite, troubleOfSystem } from './trouble.ts';

export type OpenResult = { ok: true; store: Store } | { ok: false; reason: string };

/** The storms of tests/bench use some hundred. */
const MOST_STATEMENTS = 300;

/** KiB */
const READER_CACHE = 8192;

/** A sidecar that is stopping gets this long to release the file. */
const LOCK_WAIT_MS = 3000;

/**
 * Opens the database beside a running sidecar, for commands that an operator types; writers wait for each other.
 * @param file of an existing database
 */
export function openSqliteBeside(file: string, clock: Clock, mode: 'read' | 'write'): OpenResult {
  try {
    refuseForeignFile(file);
    const reader = openHandle(file, true);
    return {
      ok: true,
      store: createStore(mode === 'read' ? reader : openHandle(file, false), reader, null, clock),
    };
  } catch (error) {
    return { ok: false, reason: adviceFor(file, error) };
  }
}

/** @param file path, or `:memory:` for tests */
export function openSqlite(file: string, clock: Clock): OpenResult {
  let lock: BetterSqlite.Database | null = null;
  try {
    lock = file === ':memory:' ? null : takeLock(file);
    refuseForeignFile(file);
    refuseHalfRestored(file);
    if (lock !== null) {
      makeRoomToOpen(file);
      keepPrivate(file);
    }
    const writer = openHandle(file, false);
    const reader = file === ':memory:' ? writer : openHandle(file, true);
    return { ok: true, store: createStore(writer, reader, lock, clock) };
  } catch (error) {
    lock?.close();
    return { ok: false, reason: adviceFor(file, error) };
  }
}

/** Files of another user cannot be changed; that user has set their mode. */
function keepPrivate(file: string): void {
  try {
    makePrivate(file);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') {
      throw error;
    }
  }
}

/** The operating system holds this lock until the process ends, however it ends. */
export function takeLock(file: string): BetterSqlite.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  keepPrivate(`${file}.lock`);
  const lock = new BetterSqlite(`${file}.lock`, { timeout: LOCK_WAIT_MS });
  // A journal in a file would take space, which a full disk does not have.
  lock.pragma('journal_mode = MEMORY');
  lock.exec('BEGIN EXCLUSIVE');
  return lock;
}

function openHandle(file: string, readonly: boolean): BetterSqlite.Database {
  const handle = new BetterSqlite(file, { readonly, timeout: 5000 });
  if (!readonly) {
    handle.pragma('journal_mode = WAL');
    // A commit does not wait for the disk by itself: see `flusher.ts`. What it leaves there is a whole number of commits.
    handle.pragma('synchronous = NORMAL');
    handle.pragma('wal_autocheckpoint = 4000');
    // Keeps the journal of savepoints in memory: in a file, it caused as much writing as everything else.
    handle.pragma('temp_store = MEMORY');
  }
  handle.pragma(`cache_size = -${readonly ? READER_CACHE : WRITER_CACHE}`);
  handle.prepare('select count(*) from sqlite_master').get();
  return handle;
}

const MAGIC = 'SQLite format 3\0';

/** SQLite would treat an empty or foreign file as a new database, which nobody wants. */
export function refuseForeignFile(file: string): void {
  if (file === ':memory:' || !existsSync(file) || statSync(file).size === 0) {
    return;
  }
  const head = Buffer.alloc(MAGIC.length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, head, 0, MAGIC.length, 0);
  closeSync(descriptor);
  if (head.toString('latin1') !== MAGIC) {
    throw new Error('file is not a database');
  }
}

/** Files that a restore writes beside the database before it replaces it. */
export function restoringName(file: string): string {
  return `${file}.restoring`;
}

/**
 * Detects a restore that was cut off after it moved the old database away: an empty database in its place would forget
 * who is on call.
 */
export function refuseHalfRestored(file: string): void {
  if (!existsSync(file) && existsSync(restoringName(file))) {
    throw new HalfRestoredError('a restore was cut off');
  }
}

class HalfRestoredError extends Error {
  override readonly name = 'HalfRestoredError';
}

export function adviceFor(file: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const trouble = troubleOfSystem(error, dirname(file)) ?? troubleOfSqlite(error, dirname(file));
  if (trouble !== null && (isFull(trouble) || /^(EROFS|SQLITE_READONLY)/.test(codeOf(error)))) {
    return `${file} cannot be opened: ${storeTroubleText(trouble)}. ${storeTroubleAdvice(trouble.reason)}, and start again.`;
  }
  if (error instanceof HalfRestoredError) {
    return `${file} is missing, and ${restoringName(file)} is there: ${text}. Run the restore again. If there was a database before, it is kept beside it as ${file}.before-….`;
  }
  if (/not a database|malformed|corrupt/i.test(text)) {
    return `${file} is not a healthy SQLite database (${text}). It was not touched. Restore a backup, or move the file away to start empty.`;
  }
  if (/locked|busy/i.test(text)) {
    return `${file} is in use by another sidecar. Stop that one first; several sidecars need PostgreSQL.`;
  }
  return `${file} cannot be opened (${text}). Check that its folder exists and that this user may write there.`;
}

/**
 * Kysely prepares each statement again; the texts repeat, so prepared statements are cached. Inserts of many rows have a
 * text for each number of rows and take up to 100 kB each, so those that were not used for longest are dropped.
 */
function withStatementCache(handle: BetterSqlite.Database): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close: () => handle.close(),
    prepare: (text) => {
      const statement = cache.get(text) ?? (handle.prepare(text) as unknown as SqliteStatement);
      cache.delete(text);
      cache.set(text, statement);
      const oldest = cache.size > MOST_STATEMENTS ? cache.keys().next().value : undefined;
      if (oldest !== undefined) {
        cache.delete(oldest);
      }
      return statement;
    },
  };
}

export function kyselyOn(database: SqliteDatabase): Kysely<Database> {
  return new Kysely<Database>({ dialect: new SqliteDialect({ database }) });
}

function readerOn(handle: BetterSqlite.Database): Kysely<Database> {
  const database = withStatementCache(handle);
  return answersDirectly(kyselyOn(database), directly(database));
}

function directly(database: SqliteDatabase): RunDirectly {
  return (text, parameters) => {
    const statement = database.prepare(text);
    if (statement.reader) {
      return statement.all(parameters);
    }
    statement.run(parameters);
    return [];
  };
}

/** @param file that this process has open */
export function readSqlite(file: string): Db {
  return kyselyOn(withStatementCache(openHandle(file, true)));
}

/** The file as SQLite names it, which keeps the log beside the file itself and not beside a link to it; '' in memory. */
function fileOf(handle: BetterSqlite.Database): string {
  const [main] = handle.pragma('database_list') as Array<{ file: string }>;
  return main?.file ?? '';
}

function createStore(
  writer: BetterSqlite.Database,
  reader: BetterSqlite.Database,
  lock: BetterSqlite.Database | null,
  clock: Clock,
): Store {
  const writing = withStatementCache(writer);
  const db = kyselyOn(writing);
  const runDirectly = directly(writing);
  const read = reader === writer ? db : readerOn(reader);
  const file = fileOf(writer);
  const log = `${file}-wal`;
  const flusher = file === '' ? NO_DISK : createFlusher(log);
  const wakes = new EventEmitter();
  const breathing = createBreathing(() => clock.monotonic());
  const cache = createWriterCache(writer, breathing.of.transactions);
  const room = file === '' || lock === null ? ENDLESS_ROOM : createRoom(file, writer);
  const commits = createCommits<Db>({
    handle: writer,
    alone: (group) =>
      db
        .connection()
        .execute((tx) => group(breathes(answersDirectly(tx, runDirectly), cache.breathe)))
        .finally(cache.restore),
    room,
    flush: flusher.flush,
    breathe: breathing.of.transactions,
  });
  return {
    dialect: 'sqlite',
    read,
    transaction: commits.transaction,
    room,
    breathing,
    wake: () => {
      wakes.emit('wake');
      return Promise.resolve();
    },
    onWake: (listener) => {
      wakes.on('wake', listener);
      return () => wakes.off('wake', listener);
    },
    databaseNow: () => Promise.resolve(clock.machine()),
    isSetBack: (_tx, at) => Promise.resolve(clock.machine() < at - SMALLEST_STEP_MS),
    onClockStep: () => undefined,
    place: () => (file === '' ? null : { kind: 'sqlite', file }),
    size: () => Promise.resolve(file === '' ? 0 : bytesOf(file) + bytesOf(log)),
    close: async () => {
      await flusher.close();
      await room.close();
      if (read !== db) {
        await read.destroy();
      }
      await db.destroy();
      lock?.close();
    },
  };
}

const NO_DISK: Flusher = { flush: () => Promise.resolve(), close: () => Promise.resolve() };

export function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}

export function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
