/** Opens a new empty database in this process, for tests of the store. */
import { createIds } from '../adapters/random-ids.ts';
import { createSystemClock } from '../adapters/system-clock.ts';
import type { TestDatabase } from '../../tests/support/databases.ts';
import { openPostgres } from './postgres/postgres.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import type { Store } from './store.ts';
import { silentLog } from './upkeep/silent-log.fake.ts';

/**
 * The database is empty and has no tables.
 * @param url the result of `database.fresh()`, if the test needs it itself
 */
export async function openFresh(database: TestDatabase, url?: string): Promise<Store> {
  const at = url ?? (await database.fresh());
  const clock = createSystemClock();
  const opened =
    database.kind === 'sqlite'
      ? openSqlite(at.replace('sqlite:', ''), clock)
      : await openPostgres([at], clock, silentLog, createIds(), 'reads');
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  return opened.store;
}
