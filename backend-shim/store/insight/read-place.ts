/** Opens the database for reading only, in a thread beside the one that pages. */
import type { ReadPlace, StoreCapabilities } from '../capabilities.ts';
import { CAPABILITIES } from '../capabilities.ts';
import type { Db } from '../store.ts';

export interface OpenReader {
  db: Db;
  cap: StoreCapabilities;
}

export async function openReader(place: ReadPlace): Promise<OpenReader> {
  if (place.kind === 'sqlite') {
    const { readSqlite } = await import('../sqlite/sqlite.ts');
    return { db: readSqlite(place.file), cap: CAPABILITIES.sqlite };
  }
  const { readPostgres } = await import('../postgres/reader.ts');
  return { db: readPostgres(place.url), cap: CAPABILITIES.postgres };
}
