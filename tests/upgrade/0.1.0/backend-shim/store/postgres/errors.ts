/** What PostgreSQL and its driver say when the database cannot do it now, though it may later. */
import { StoreUnavailable } from '../store.ts';

/** Connection trouble, conflicts, full disks, shutdowns, a standby (classes and codes of SQLSTATE). */
const CLASSES = /^(08|25006|25P03|40|53|55|57|58)/;
/** Codes of the operating system: ECONNREFUSED, ENOTFOUND… */
const SYSTEM = /^E[A-Z_]+$/;
const DRIVER = /Connection terminated|timeout|not queryable|connection error/i;

/** @returns the same error, as StoreUnavailable where trying again later makes sense */
export function asUnavailable(error: unknown): unknown {
  return isUnavailable(error) ? new StoreUnavailable(`database: ${(error as Error).message}`, { cause: error }) : error;
}

/** Nothing was done: a deadlock that the database ended, or a serialization failure. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error instanceof StoreUnavailable ? error.cause : error);
  return code === '40P01' || code === '40001';
}

function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '' ? error instanceof Error && DRIVER.test(error.message) : CLASSES.test(code) || SYSTEM.test(code);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
