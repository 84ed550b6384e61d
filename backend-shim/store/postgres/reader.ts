/** Opens one connection for reading, for a thread that ends when it is lost. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../schema.ts';
import type { Db } from '../store.ts';
import { typeParser } from './postgres.ts';
import { KEPT_ALIVE, prepareSession } from './sessions.ts';

export function readPostgres(url: string): Db {
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig,
    max: 1,
    connectionTimeoutMillis: 5000,
    ...KEPT_ALIVE,
    application_name: 'vigie reads the past',
    onConnect: prepareSession as (client: pg.ClientBase) => unknown as (client: pg.ClientBase) => void,
  });
  // Whoever waits for an answer learns of it through the query.
  pool.on('error', () => undefined);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
