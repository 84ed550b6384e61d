/** PostgreSQL, for several sidecars on one database: all are active, any may die at any moment. */
import { EventEmitter } from 'node:events';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Database } from './schema.ts';
import type { OpenResult } from './sqlite.ts';
import { StoreUnavailable } from './store.ts';
import type { Store } from './store.ts';

const INT8 = 20;
const CHANNEL = 'vigie_wake';
const RECONNECT_MS = 1000;

export async function openPostgres(url: string, clock: Clock, log: Log): Promise<OpenResult> {
  const types = { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig;
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 10,
    connectionTimeoutMillis: 5000,
    idle_in_transaction_session_timeout: 3000,
    options: '-c lock_timeout=3000 -c statement_timeout=30000',
  });
  // A connection that dies while idle must not end the process; the next query opens another.
  pool.on('error', (error) => log.warn({ err: error.message }, 'database connection lost'));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    return { ok: false, reason: `PostgreSQL cannot be reached (${(error as Error).message}). Check VIGIE_DATABASE_URL and that the server runs.` };
  }
  return { ok: true, store: createStore(pool, url, clock, log) };
}

/** 64-bit integers are instants and counters: below 2^53, so plain numbers. */
function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

function createStore(pool: pg.Pool, url: string, clock: Clock, log: Log): Store {
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const wakes = new EventEmitter();
  const stop = new AbortController();
  const listening = listen(url, wakes, clock, log, stop.signal);
  return {
    dialect: 'postgres',
    read: db,
    transaction: (work) => db.transaction().execute(work).catch(rethrow),
    wake: async () => {
      wakes.emit('wake');
      await sql`select pg_notify(${CHANNEL}, '')`.execute(db);
    },
    onWake: (listener) => {
      wakes.on('wake', listener);
      return () => wakes.off('wake', listener);
    },
    databaseNow: async () => {
      const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db).catch(rethrow);
      return rows[0]?.now ?? 0;
    },
    size: async () => {
      const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
      return rows[0]?.size ?? 0;
    },
    backup: () => Promise.resolve({ ok: false, reason: 'Use pg_dump: this sidecar runs on PostgreSQL.' }),
    close: async () => {
      stop.abort();
      await listening;
      await db.destroy();
    },
  };
}

/** One connection that only listens; while it is away the engine's own one-second beat is enough. */
async function listen(url: string, wakes: EventEmitter, clock: Clock, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url });
    const gone = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on('notification', () => wakes.emit('wake'));
      await client.query(`listen ${CHANNEL}`);
      await gone;
    } catch (error) {
      log.debug({ err: (error as Error).message }, 'cannot listen for wake-ups');
    }
    await client.end().catch((error: Error) => log.debug({ err: error.message }, 'closing the listening connection'));
    await clock.sleep(signal.aborted ? 0 : RECONNECT_MS, signal);
  }
}

function rethrow(error: unknown): never {
  throw isUnavailable(error) ? new StoreUnavailable(`database: ${(error as Error).message}`, { cause: error }) : error;
}

/** Connection trouble, shutdowns, deadlocks, full disks (classes 08, 40, 53, 55, 57 of SQLSTATE). */
function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') {
    return /^(08|40|53|55|57|25P03)/.test(code) || /^E[A-Z]+$/.test(code);
  }
  return error instanceof Error && /Connection terminated|timeout|not queryable/i.test(error.message);
}
