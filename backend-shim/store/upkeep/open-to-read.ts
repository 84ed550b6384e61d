/** Opens the database to look at it, as a start would find it; nothing is written. */
import type { Clock } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Dialect } from '../capabilities.ts';
import { hasTables } from '../access/keyring.ts';
import { openSqliteToRead } from '../sqlite/read-only.ts';
import type { Db } from '../store.ts';

export type DatabasePlace = { kind: 'sqlite'; path: string } | { kind: 'postgres'; urls: readonly string[] };

export interface LookDeps {
  clock: Clock;
  ids: IdGenerator;
  log: Log;
}

/** What was found in a database that a sidecar has used. */
export interface Look {
  dialect: Dialect;
  read: Db;
  /** A sidecar has it open now; null: unknown. */
  isInUse: boolean | null;
}

/**
 * @param look called within a transaction that may only read; not called where there is nothing to look at
 * @returns null: there is no database, or nothing was ever stored in it
 */
export async function lookAt<Found>(
  place: DatabasePlace,
  deps: LookDeps,
  look: (database: Look) => Promise<Found>,
): Promise<Looked<Found>> {
  return place.kind === 'sqlite' ? inSqlite(place.path, deps, look) : inPostgres(place.urls, deps, look);
}

type Looked<Found> = { ok: true; found: Found } | { ok: false; reason: string } | null;

async function inSqlite<Found>(
  file: string,
  { clock }: LookDeps,
  look: (database: Look) => Promise<Found>,
): Promise<Looked<Found>> {
  const opened = await openSqliteToRead(file, clock);
  if (opened === null || !opened.ok) {
    return opened;
  }
  const { read, isInUse, close } = opened;
  return settled(used(read, { dialect: 'sqlite', read, isInUse }, look), close);
}

async function inPostgres<Found>(
  urls: readonly string[],
  { clock, log, ids }: LookDeps,
  look: (database: Look) => Promise<Found>,
): Promise<Looked<Found>> {
  const { openPostgres } = await import('../postgres/postgres.ts');
  const opened = await openPostgres(urls, clock, log, ids, 'reads');
  if (!opened.ok) {
    return opened;
  }
  const { store } = opened;
  const looked = store.read
    .transaction()
    .setAccessMode('read only')
    .execute((read) => used(read, { dialect: 'postgres', read, isInUse: null }, look));
  return settled(looked, store.close);
}

/** What a damaged database answers is said like one that does not open. */
async function settled<Found>(looking: Promise<Looked<Found>>, close: () => Promise<void>): Promise<Looked<Found>> {
  try {
    return await looking;
  } catch (error) {
    return { ok: false, reason: `the database cannot be read (${(error as Error).message})` };
  } finally {
    await close();
  }
}

async function used<Found>(
  read: Db,
  database: Look,
  look: (database: Look) => Promise<Found>,
): Promise<{ ok: true; found: Found } | null> {
  const isUsed = await hasTables(read);
  return isUsed ? { ok: true, found: await look(database) } : null;
}
