/** Finds out why SQLite could not write. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { StoreTrouble } from '#contract/reasons/store';

/** Also SQLite names a page that it could not write an I/O error where the disk was full. */
const TRIAL_BYTES = 64 * 1024;

/** Errors of the operating system. */
const OF_SYSTEM: Readonly<Record<string, 'disk-full' | 'quota-used-up' | 'read-only' | 'disk-failing'>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'quota-used-up',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'disk-failing',
};

/** @returns null: the error says nothing of the disk */
export function troubleOfSystem(error: unknown, where: string): StoreTrouble | null {
  const reason = OF_SYSTEM[codeOf(error)];
  return reason === undefined ? null : { reason, data: { where } };
}

/**
 * @param where the folder of the database
 * @returns null: it is no matter of the disk, and trying again would not help
 */
export function troubleOfSqlite(error: unknown, where: string): StoreTrouble | null {
  const code = codeOf(error);
  const [, family] = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|NOMEM|CORRUPT)/.exec(code) ?? [];
  switch (family) {
    case undefined:
      return null;
    case 'FULL':
      return { reason: 'disk-full', data: { where } };
    case 'READONLY':
      return { reason: 'read-only', data: { where } };
    case 'CORRUPT':
      return { reason: 'damaged', data: { where } };
    case 'BUSY':
    case 'LOCKED':
      return { reason: 'locked' };
    case 'NOMEM':
      return { reason: 'nothing-left' };
    default:
      return tried(where) ?? { reason: 'disk-failing', data: { where } };
  }
}

/** Whether it may help to give back space. */
export function isFull(trouble: StoreTrouble | null): boolean {
  return trouble?.reason === 'disk-full' || trouble?.reason === 'quota-used-up';
}

/** Writes to the folder what the database could not, since SQLite does not say what the operating system said. */
function tried(folder: string): StoreTrouble | null {
  const file = `${folder}/.vigie-tries-to-write`;
  try {
    const descriptor = openSync(file, 'w', 0o600);
    try {
      writeSync(descriptor, Buffer.alloc(TRIAL_BYTES, 1));
    } finally {
      closeSync(descriptor);
      rmSync(file, { force: true });
    }
    return null;
  } catch (error) {
    return troubleOfSystem(error, folder);
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}
