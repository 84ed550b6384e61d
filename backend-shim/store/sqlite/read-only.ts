/** Opens the embedded database to look at it, beside a sidecar or without one, and leaves every file as it was. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Db } from '../store.ts';
import {
  adviceFor,
  bytesOf,
  codeOf,
  kyselyOn,
  openSqliteBeside,
  refuseForeignFile,
  refuseHalfRestored,
} from './sqlite.ts';

/**
 * Opens an existing database without changing anything: no migration, and no file beside it, whoever runs this. Where a
 * sidecar has it open, its write-ahead log and the index of that are there already. Where none has, SQLite would make
 * both, and leave them to whoever asked: it is told that nobody else is there, and keeps the index in memory.
 */
export async function openSqliteToRead(file: string, clock: Clock): Promise<OpenedToRead> {
  try {
    refuseForeignFile(file);
    refuseHalfRestored(file);
    if (bytesOf(file) === 0) {
      return null;
    }
    if (isLocked(file)) {
      const opened = openSqliteBeside(file, clock, 'read');
      return opened.ok ? { ok: true, read: opened.store.read, isInUse: true, close: opened.store.close } : opened;
    }
    const read = kyselyOn(await openAlone(file, bytesOf(`${file}-wal`) > 0));
    await read.selectFrom('meta').selectAll().execute().catch(unlessNoTable);
    return { ok: true, read, isInUse: false, close: () => read.destroy() };
  } catch (error) {
    return { ok: false, reason: adviceFor(file, error) };
  }
}

/** null: there is no database yet. */
export type OpenedToRead =
  { ok: true; read: Db; isInUse: boolean; close(): Promise<void> } | { ok: false; reason: string } | null;

function unlessNoTable(error: unknown): void {
  if (!/no such table/.test((error as Error).message)) {
    throw error;
  }
}

/** Whether a sidecar holds the database. Reads only. */
function isLocked(file: string): boolean {
  if (!existsSync(`${file}.lock`)) {
    return false;
  }
  let lock: BetterSqlite.Database | null = null;
  try {
    lock = new BetterSqlite(`${file}.lock`, { readonly: true, timeout: 0 });
    lock.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    return /^SQLITE_BUSY/.test(codeOf(error));
  } finally {
    lock?.close();
  }
}

/** @param hasLog a killed sidecar left it, with commits that are not in the file yet */
async function openAlone(file: string, hasLog: boolean): Promise<SqliteDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  const url = pathToFileURL(resolve(file));
  url.search = hasLog ? 'mode=ro&vfs=unix-none' : 'mode=ro&immutable=1';
  const handle = new DatabaseSync(url, { readOnly: true });
  if (hasLog) {
    handle.exec('pragma locking_mode = exclusive');
  }
  return {
    close: () => handle.close(),
    prepare: (text) => {
      const statement = handle.prepare(text);
      const all = (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[]));
      return {
        reader: true,
        all,
        run: () => {
          throw new Error('this database is only read');
        },
        iterate: (parameters) => all(parameters).values(),
      };
    },
  };
}
