/** Copies of the embedded database: made while the sidecar runs, put back while it does not. */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { takeLock } from './sqlite.ts';

export type BackupResult = { ok: true; message: string } | { ok: false; message: string };

/** A consistent copy, also under load: SQLite's online backup. */
export async function backupSqlite(file: string, target: string): Promise<BackupResult> {
  if (!existsSync(file)) {
    return { ok: false, message: `there is no database ${file}; set VIGIE_DATABASE_URL to the one to copy` };
  }
  if (existsSync(target)) {
    return { ok: false, message: `${target} exists; a backup never overwrites, name another file` };
  }
  const source = new BetterSqlite(file, { readonly: true, timeout: 5000 });
  try {
    await source.backup(target);
  } finally {
    source.close();
  }
  const problem = checkCopy(target);
  return problem === null ? { ok: true, message: `${file} was copied to ${target} and checked` } : { ok: false, message: `the copy ${target} is damaged (${problem}); keep the earlier one` };
}

/** Puts a copy in the place of the database, which is kept beside it under another name. */
export function restoreSqlite(file: string, source: string, stamp: string): BackupResult {
  if (!existsSync(source)) {
    return { ok: false, message: `there is no file ${source}` };
  }
  const problem = checkCopy(source);
  if (problem !== null) {
    return { ok: false, message: `${source} is damaged (${problem}); nothing was changed` };
  }
  const lock = tryLock(file);
  if (lock === null) {
    return { ok: false, message: `${file} is in use; stop the sidecar first. Nothing was changed` };
  }
  const kept = `${file}.before-${stamp}`;
  if (existsSync(file)) {
    renameSync(file, kept);
  }
  // After a kill most of what was there lies in the write-ahead log: it belongs to what is kept.
  if (existsSync(`${file}-wal`)) {
    renameSync(`${file}-wal`, `${kept}-wal`);
  }
  rmSync(`${file}-shm`, { force: true });
  copyFileSync(source, file);
  lock.close();
  return { ok: true, message: `${source} is the database now; what was there is kept as ${kept}` };
}

function tryLock(file: string): BetterSqlite.Database | null {
  try {
    return takeLock(file);
  } catch {
    // Locked by a running sidecar: the caller says what to do.
    return null;
  }
}

/** @returns what is wrong, or null */
function checkCopy(file: string): string | null {
  try {
    const copy = new BetterSqlite(file, { readonly: true });
    const answer = copy.pragma('integrity_check(1)', { simple: true });
    const version = copy.prepare(`select value from meta where key = 'schema'`).pluck().get();
    copy.close();
    return answer !== 'ok' ? String(answer) : version === undefined ? 'it is not a database of Vigie' : null;
  } catch (error) {
    return (error as Error).message;
  }
}
