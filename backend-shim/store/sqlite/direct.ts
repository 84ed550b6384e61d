/**
 * Databases that answer in the thread that asks. The statements of hot paths go to them without the steps by which Kysely
 * waits for a connection, which cost more than a small statement.
 */
import type { Db } from '../store.ts';

/** @returns the rows; none for a statement that returns none */
export type RunDirectly = (text: string, parameters: readonly unknown[]) => unknown[];

const known = new WeakMap<Db, RunDirectly>();

/** @param db has its connection to itself as long as it is used, or only reads */
export function answersDirectly(db: Db, run: RunDirectly): Db {
  known.set(db, run);
  return db;
}

/** undefined: through Kysely. */
export function directlyOn(db: Db): RunDirectly | undefined {
  return known.get(db);
}
