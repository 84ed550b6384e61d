/** Opens the PostgreSQL database, which several active sidecars share; any of them may die at any moment. */
import { EventEmitter } from 'node:events';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import { createDatabaseClock } from './database-clock.ts';
import { isConflict } from './errors.ts';
import { createWakes } from './wakes.ts';
import type { WakeNotifier } from './wakes.ts';
import { preparing } from './statements.ts';
import type { Database } from '../schema.ts';
import type { OpenResult } from '../sqlite/sqlite.ts';
import type { Db, Store } from '../store.ts';

const INT8 = 20;
/**
 * A sidecar that freezes within a transaction loses it after the first timeout; transactions that wait for its locks
 * wait longer.
 */
const TIMEOUTS = { idle_in_transaction_session_timeout: 3000, lock_timeout: 5000, statement_timeout: 30_000 };
/**
 * PostgreSQL keeps the plan of a statement that was prepared while the database was small until it has analysed the
 * table anew. Without `enable_seqscan=off`, a storm on a young database reads whole tables for a minute. Where no index
 * exists, the setting raises the estimated cost so far that PostgreSQL would compile the query, so JIT is off, too.
 */
const PLANS = '-c enable_seqscan=off -c jit=off';
/** Locks are taken in one order, so this limit is for unforeseen cases. */
const MOST_TRIES = 3;

export async function openPostgres(url: string, clock: Clock, log: Log, ids: IdGenerator): Promise<OpenResult> {
  const types = { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig;
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 10,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    pipeline: true,
    application_name: 'vigie',
    options: PLANS,
    ...TIMEOUTS,
  });
  // A connection may die at any moment, idle or in use. Its user learns of that through the query.
  pool.on('error', (error) => log.warn({ err: error.message }, 'database connection lost'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug({ err: error.message }, 'database connection lost while in use')),
  );
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    return {
      ok: false,
      reason: `PostgreSQL cannot be reached (${(error as Error).message}). Check VIGIE_DATABASE_URL and that the server runs.`,
    };
  }
  return { ok: true, store: createStore(pool, createWakes(url, ids.next(), clock, log), clock, log) };
}

/** 64-bit integers are instants and counters: below 2^53, so plain numbers. */
function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

function createStore(pool: pg.Pool, wakes: WakeNotifier, clock: Clock, log: Log): Store {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  const local = new EventEmitter();
  const unsubscribe = wakes.onWake(() => local.emit('wake'));
  return {
    dialect: 'postgres',
    read: db,
    transaction: (work) => inTransaction(db, work, log),
    wake: () => {
      local.emit('wake');
      return wakes.tellOthers(db);
    },
    onWake: (listener) => {
      local.on('wake', listener);
      return () => local.off('wake', listener);
    },
    databaseNow: createDatabaseClock(() => askTime(db), clock),
    size: async () => {
      const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
      return rows[0]?.size ?? 0;
    },
    close: async () => {
      unsubscribe();
      await wakes.stop();
      await db.destroy();
    },
  };
}

async function askTime(db: Db): Promise<number> {
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  return rows[0]?.now ?? 0;
}

async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>, log: Log): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries >= MOST_TRIES || !isConflict(error)) {
        throw error;
      }
      log.warn({ err: (error as Error).message }, 'transaction conflict; retrying');
    }
  }
}
