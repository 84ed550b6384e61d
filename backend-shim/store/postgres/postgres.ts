/** Opens the PostgreSQL database, which several active sidecars share; any of them may die at any moment. */
import { EventEmitter } from 'node:events';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { APPLICATION } from '../access/unsealed.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import { breathes, createBreathing } from '../concurrency/in-portions.ts';
import { createConnectionSlots } from './connection-slots.ts';
import { createDatabaseClock } from './database-clock.ts';
import type { DatabaseTime } from './database-clock.ts';
import { isConflict } from './errors.ts';
import { createHostAsker } from './hosts.ts';
import { createPrimary } from './primary.ts';
import type { Primary } from './primary.ts';
import { KEPT_ALIVE, POOLED, poolerProblem, prepareSession } from './sessions.ts';
import { createWakes } from './wakes.ts';
import type { WakeNotifier } from './wakes.ts';
import { preparing } from './statements.ts';
import { CLOCK_STEPS } from '../clock.ts';
import { run } from '../query.ts';
import type { Database } from '../schema.ts';
import type { OpenResult } from '../sqlite/sqlite.ts';
import { StoreUnavailable } from '../store.ts';
import type { ClockStep, Db, Store } from '../store.ts';

const INT8 = 20;
/** Connections of requests at a time; the others are for alerts and pages. */
const OF_REQUESTS = 3;
/** Locks are taken in one order, so this limit is for unforeseen cases. */
const MOST_TRIES = 3;

/**
 * @param urls one for each server of a cluster; the one that takes writes is used
 * @param use a sidecar that serves opens all its connections at once
 */
export async function openPostgres(
  urls: readonly string[],
  clock: Clock,
  log: Log,
  ids: IdGenerator,
  use: 'serves' | 'reads',
): Promise<OpenResult> {
  const primary = createPrimary({ urls, clock, log, asker: createHostAsker(urls.length > 1) });
  const pool = createPool(primary, log);
  try {
    await primary.find();
    const reason = await poolerProblem(() => pool.connect(), clock);
    if (reason === null) {
      if (use === 'serves') {
        openAll(pool, log);
      }
      const wakes = createWakes(primary, ids.next(), clock, log);
      return { ok: true, store: createStore(pool, primary, wakes, clock, log) };
    }
    await Promise.all([pool.end(), primary.stop()]);
    return { ok: false, reason };
  } catch (error) {
    await Promise.all([pool.end(), primary.stop()]);
    return {
      ok: false,
      reason: `PostgreSQL cannot be reached (${(error as Error).message}). Check VIGIE_DATABASE_URL and that the server runs.`,
    };
  }
}

function createPool(primary: Primary, log: Log): pg.Pool {
  const types = { getTypeParser: typeParser } as unknown as pg.CustomTypesConfig;
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    if (!(await prepareSession(client))) {
      primary.leaveReadOnly(client);
      const trouble = { reason: 'read-only', data: { where: null } } as const;
      throw new StoreUnavailable('database: the server is read-only', { trouble });
    }
  };
  const pool = new pg.Pool({
    Client: clientOf(primary),
    types,
    max: POOLED,
    connectionTimeoutMillis: 5000,
    ...KEPT_ALIVE,
    // A connection takes many turns of the event loop to open: under load, a page would wait for it for a second.
    idleTimeoutMillis: 0,
    pipeline: true,
    application_name: APPLICATION,
    // The pool awaits it, which its types do not say.
    onConnect: onConnect as (client: pg.ClientBase) => unknown as (client: pg.ClientBase) => void,
  });
  // A connection may die at any moment, idle or in use. Its user learns of that through the query.
  pool.on('error', (error) => log.warn({ err: error.message }, 'database connection lost'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug({ err: error.message }, 'database connection lost while in use')),
  );
  return pool;
}

function openAll(pool: pg.Pool, log: Log): void {
  const all = Array.from({ length: POOLED }, () => pool.connect());
  void Promise.allSettled(all).then((opened) => {
    for (const one of opened) {
      if (one.status === 'fulfilled') {
        one.value.release();
      } else {
        log.debug({ err: String(one.reason) }, 'database connection not opened ahead');
      }
    }
  });
}

/** The pool makes connections one by one, so each goes to the server that takes writes then. */
function clientOf(primary: Primary): new () => pg.ClientBase {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const url = primary.latest();
      super({ ...config, connectionString: url });
      primary.join(this, url);
    }
  };
}

/** 64-bit integers are instants and counters: below 2^53, so plain numbers. */
export function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

function createStore(pool: pg.Pool, primary: Primary, wakes: WakeNotifier, clock: Clock, log: Log): Store {
  const slots = createConnectionSlots(OF_REQUESTS, () => clock.monotonic());
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool, primary, slots) }) });
  const breathing = createBreathing(() => clock.monotonic(), {
    isPaging: slots.isPaging,
    sleep: (ms) => clock.sleep(ms),
  });
  const local = new EventEmitter();
  const unsubscribe = wakes.onWake(() => local.emit('wake'));
  let onStep: (step: ClockStep) => Promise<void> = () => Promise.resolve();
  const time = createDatabaseClock(
    () => askTime(db),
    clock,
    (step) => onStep(step),
  );
  return {
    dialect: 'postgres',
    read: db,
    transaction: (work) => inTransaction(db, (tx) => work(breathes(tx, breathing.of.transactions)), log),
    breathing,
    // The server does not tell how much space is left on its disk.
    room: { look: () => fillAnAlert(db), isLow: () => false },
    wake: () => {
      local.emit('wake');
      return wakes.tellOthers(db);
    },
    onWake: (listener) => {
      local.on('wake', listener);
      return () => local.off('wake', listener);
    },
    databaseNow: time.now,
    isSetBack: (tx, at) => time.isSetBack(at, () => askTime(tx)),
    onClockStep: (handle) => void (onStep = handle),
    place: () => ({ kind: 'postgres', url: primary.latest() }),
    size: async () => {
      const { rows } = await sql<{ size: number }>`select pg_database_size(current_database()) as size`.execute(db);
      return rows[0]?.size ?? 0;
    },
    close: async () => {
      unsubscribe();
      await wakes.stop();
      await db.destroy();
      await primary.stop();
    },
  };
}

/**
 * What an alert takes is written to a file of the server that is gone at once: a small row may find a place in a page
 * that is there already, when nothing more can be had.
 */
async function fillAnAlert(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local work_mem = '64kB'`.execute(tx);
    await sql`select count(*) from generate_series(1, 10000)`.execute(tx);
  });
}

async function askTime(db: Db): Promise<DatabaseTime> {
  const [row] = await run<{ now: number; steps: string }>(
    db,
    `select (extract(epoch from clock_timestamp()) * 1000)::bigint as now, coalesce((select value from meta where key = '${CLOCK_STEPS}'), '0') as steps`,
    [],
  );
  return { now: row?.now ?? 0, steps: Number(row?.steps ?? 0) };
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
