/** Copies the embedded database while the sidecar runs, and restores a copy while it does not. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { isOlder, RELEASE } from '../release.ts';
import { makePrivate, PRIVATE_MODE } from '../sqlite/private-files.ts';
import { restoringName, takeLock } from '../sqlite/sqlite.ts';

export type BackupResult = { ok: true; message: string } | { ok: false; message: string };

/**
 * Makes a consistent copy, even under load. It is written anew rather than page by page: pages keep what was deleted or
 * replaced, such as addresses from before they were sealed.
 */
export function backupSqlite(file: string, target: string): BackupResult {
  if (!existsSync(file)) {
    return { ok: false, message: `there is no database ${file}; set VIGIE_DATABASE_URL to the one to copy` };
  }
  if (existsSync(target)) {
    return { ok: false, message: `${target} exists; a backup never overwrites, name another file` };
  }
  const source = new BetterSqlite(file, { readonly: true, timeout: 5000 });
  try {
    makePrivate(target);
    // An empty file is the only one that it writes into.
    source.prepare('vacuum into ?').run(target);
  } finally {
    source.close();
  }
  const problem = withoutImports(target) ?? checkCopy(target);
  return problem === null
    ? { ok: true, message: `${file} was copied to ${target} and checked` }
    : { ok: false, message: `the copy ${target} is damaged (${problem}); keep the earlier one` };
}

/** @returns why a file cannot be read, and what to do; null: it can be */
function whyUnreadable(file: string): string | null {
  try {
    closeSync(openSync(file, 'r'));
    return statSync(file).isFile() ? null : `${file} is not a file; name the copy itself`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? `there is no file ${file}`
      : `${file} cannot be read by the user that runs this (${code ?? String(error)}); copy it into a folder of that user, such as the sidecar's, and name it there; nothing was changed`;
  }
}

/**
 * Leaves out what imports have read from another pager: keys and people of theirs, which nobody would look for in a
 * backup. @returns what is wrong, or null
 */
function withoutImports(file: string): string | null {
  try {
    const copy = new BetterSqlite(file);
    try {
      copy.pragma('journal_mode = DELETE');
      copy.pragma('secure_delete = ON');
      const tables = copy.prepare(`select name from sqlite_master where name in ('imports', 'import_files')`).pluck();
      tables.all().forEach((name) => copy.exec(`delete from ${String(name)}`));
      return null;
    } finally {
      copy.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

/** Replaces the database by a copy, and keeps it beside it under another name. */
export function restoreSqlite(file: string, source: string, stamp: string): BackupResult {
  const missing = whyUnreadable(source);
  if (missing !== null) {
    return { ok: false, message: missing };
  }
  const fresh = restoringName(file);
  const copied = `${fresh}.new`;
  // The sign that an earlier restore was cut off stays until one succeeds: see `refuseHalfRestored`.
  const isCutOff = !existsSync(file) && existsSync(fresh);
  let lock: BetterSqlite.Database | null = null;
  try {
    lock = takeLock(file);
    copyWhole(source, copied, PRIVATE_MODE);
    const problem = checkCopy(copied);
    if (problem !== null) {
      return { ok: false, message: `${source} is damaged (${problem}); nothing was changed` };
    }
    const tooNew = releaseOfCopy(copied);
    if (tooNew !== null) {
      return {
        ok: false,
        message: `${source} cannot be used by this version: it needs Vigie ${tooNew} or newer. Install that, and restore with it; nothing was changed`,
      };
    }
    sync(copied);
    renameSync(copied, fresh);
    const kept = swap(file, fresh, `${file}.before-${stamp}`);
    return {
      ok: true,
      message: `${source} is the database now; ${kept === null ? 'nothing was there before' : `what was there is kept as ${kept}`}`,
    };
  } catch (error) {
    return {
      ok: false,
      message:
        lock === null
          ? lockAdvice(file, error as Error)
          : `${source} could not be put in the place of ${file} (${(error as Error).message}). Check that this user may read the copy and write to ${dirname(file)}, and that there is room for it. Nothing was changed`,
    };
  } finally {
    // Without the lock, the files may belong to another restore.
    if (lock !== null) {
      removeWhole(copied);
      if (!isCutOff || existsSync(file)) {
        removeWhole(fresh);
      }
      lock.close();
    }
  }
}

const SIDES = ['', '-wal', '-shm'];

function removeWhole(file: string): void {
  SIDES.forEach((side) => rmSync(`${file}${side}`, { force: true }));
}

/** The source is only read: it may lie where nothing can be written, and its permissions are not the database's. */
function copyWhole(source: string, target: string, mode: number): void {
  removeWhole(target);
  // The database that an earlier restore kept may have most of its data in its write-ahead log.
  for (const side of ['', '-wal'].filter((one) => existsSync(`${source}${one}`))) {
    copyFileSync(`${source}${side}`, `${target}${side}`);
    chmodSync(`${target}${side}`, mode);
  }
}

/**
 * Swaps all files or none.
 * @returns the name under which the earlier database is kept, if there was one
 */
function swap(file: string, fresh: string, kept: string): string | null {
  // After a kill, most of the data is in the write-ahead log, so the log is kept, too.
  const there = ['', '-wal'].filter((side) => existsSync(`${file}${side}`));
  const moved: string[] = [];
  try {
    for (const side of there) {
      renameSync(`${file}${side}`, `${kept}${side}`);
      moved.push(side);
    }
    rmSync(`${file}-shm`, { force: true });
    renameSync(fresh, file);
  } catch (error) {
    moved.forEach((side) => renameSync(`${kept}${side}`, `${file}${side}`));
    throw error;
  }
  sync(dirname(file));
  return there.includes('') ? kept : null;
}

/** Flushes to disk, so that a power cut leaves neither half a file nor the name of the old one. */
function sync(fileOrFolder: string): void {
  const descriptor = openSync(fileOrFolder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function lockAdvice(file: string, error: Error): string {
  const advice = /locked|busy/i.test(error.message)
    ? 'is in use; stop the sidecar first'
    : `cannot be written (${error.message}); run this as the sidecar's user`;
  return `${file} ${advice}. Nothing was changed`;
}

/** @returns the release that the copy requires, if this one is older */
function releaseOfCopy(file: string): string | null {
  const copy = new BetterSqlite(file, { readonly: true });
  try {
    const oldest = copy.prepare(`select value from meta where key = 'oldest_release'`).pluck().get();
    return typeof oldest === 'string' && isOlder(RELEASE, oldest) ? oldest : null;
  } finally {
    copy.close();
  }
}

/**
 * Only for copies that we made: the write-ahead log is folded into the file and removed.
 * @returns what is wrong, or null
 */
function checkCopy(file: string): string | null {
  try {
    const copy = new BetterSqlite(file);
    try {
      copy.pragma('journal_mode = DELETE');
      const answer = copy.pragma('integrity_check(1)', { simple: true });
      const version = copy.prepare(`select value from meta where key = 'schema'`).pluck().get();
      return answer !== 'ok' ? String(answer) : version === undefined ? 'it is not a database of Vigie' : null;
    } finally {
      copy.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}
