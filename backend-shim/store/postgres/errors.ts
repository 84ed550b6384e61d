/** Recognizes errors of PostgreSQL and its driver that may go away by themselves. */
import type { StoreTrouble } from '#contract/reasons/store';
import { StoreUnavailable } from '../store.ts';

/** Connection trouble, conflicts, full disks, shutdowns, a standby (classes and codes of SQLSTATE). */
const CLASSES = /^(08|25006|25P03|40|53|55|57|58)/;
/** Codes of the operating system: ECONNREFUSED, ENOTFOUND… */
const SYSTEM = /^E[A-Z_]+$/;
const DRIVER = /Connection terminated|timeout|not queryable|connection error/i;

/** @returns the same error, as StoreUnavailable if trying again later makes sense */
export function asUnavailable(error: unknown): unknown {
  return !(error instanceof StoreUnavailable) && isUnavailable(error)
    ? new StoreUnavailable(`database: ${(error as Error).message}`, { cause: error, trouble: troubleOfServer(error) })
    : error;
}

const SERVER = { where: null };

/** By the beginning of SQLSTATE; the first that fits. */
const TROUBLES: ReadonlyArray<readonly [string, StoreTrouble]> = [
  ['53100', { reason: 'disk-full', data: SERVER }],
  ['53', { reason: 'nothing-left' }],
  ['25006', { reason: 'read-only', data: SERVER }],
  ['57P03', { reason: 'recovering' }],
  ['55P03', { reason: 'locked' }],
  ['40', { reason: 'locked' }],
  ['58', { reason: 'disk-failing', data: SERVER }],
];

/** @param error of the server, or of the way to it */
export function troubleOfServer(error: unknown): StoreTrouble {
  const code = codeOf(error);
  return TROUBLES.find(([start]) => code.startsWith(start))?.[1] ?? { reason: 'database-away' };
}

/**
 * Nothing was written: the database ended a deadlock, a serialization failed, or a statement must be prepared again.
 */
export function isConflict(error: unknown): boolean {
  return ['40P01', '40001'].includes(causeOf(error)) || isStale(error);
}

/** Nothing was written: a newer release has added a column to a table that a prepared `select *` reads. */
export function isStale(error: unknown): boolean {
  return codeOf(error) === '0A000' && /cached plan/.test((error as Error).message);
}

/** The server is a standby, or was made one: another takes writes. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === '25006';
}

/** Nothing was written: another transaction held a lock for longer than this one waits. */
export function isLockTimeout(error: unknown): boolean {
  return causeOf(error) === '55P03';
}

function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '' ? error instanceof Error && DRIVER.test(error.message) : CLASSES.test(code) || SYSTEM.test(code);
}

const causeOf = (error: unknown) => codeOf(error instanceof StoreUnavailable ? error.cause : error);

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
