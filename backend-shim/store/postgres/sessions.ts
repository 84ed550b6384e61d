/** Prepares each connection, and refuses connections through a pooler that would lose what is prepared. */
import type pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import { READ_ONLY } from './hosts.ts';

/**
 * A sidecar that freezes within a transaction loses it after the first timeout; transactions that wait for its locks
 * wait longer. PostgreSQL keeps the plan of a statement that was prepared while the database was small until it has
 * analysed the table anew. Without `enable_seqscan=off`, a storm on a young database reads whole tables for a minute.
 * Where no index exists, the setting raises the estimated cost so far that PostgreSQL would compile the query, so JIT is
 * off, too.
 */
const SETTINGS = {
  idle_in_transaction_session_timeout: '3s',
  lock_timeout: '5s',
  statement_timeout: '30s',
  enable_seqscan: 'off',
  jit: 'off',
};

/** They are set by a statement, since poolers refuse most settings in the first message of a connection. */
const PREPARE = `select ${Object.entries(SETTINGS)
  .map(([name, value]) => `set_config('${name}', '${value}', false)`)
  .join(', ')}, ${READ_ONLY}`;

/** @returns whether the server takes writes */
export async function prepareSession(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ read_only: boolean }>(PREPARE);
  return rows[0]?.read_only === false;
}

const POOLER_MS = 3000;
const ROUNDS = 10;

/**
 * Every connection has these. Routers forget one on which nothing moves, often after five minutes, and tell neither side: a page
 * would wait on it until the network gives up.
 */
export const KEPT_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** Connections that queries share. */
export const POOLED = 10;
/** Beside those, one listens, one asks the server whether it takes writes, and one is of the thread that reads the past. */
const NEEDED = POOLED + 3;

const REFUSED = {
  transaction:
    'VIGIE_DATABASE_URL leads to a pooler such as pgbouncer in transaction mode, which loses LISTEN and the timeouts that protect against a frozen sidecar. Connect to PostgreSQL directly, or set pool_mode=session for this database.',
  small: `VIGIE_DATABASE_URL leads to a pooler such as pgbouncer that gives too few connections: a sidecar needs ${NEEDED}. Raise its pool size, or connect to PostgreSQL directly.`,
};

/**
 * @param connect opens a connection that nobody else uses
 * @returns why this sidecar cannot work through the pooler; null if there is none, or one in session mode
 */
export async function poolerProblem(connect: () => Promise<pg.PoolClient>, clock: Clock): Promise<string | null> {
  const one = await connect();
  try {
    // A pooler tells clients a process id of its own invention.
    const told = (one as unknown as { processID: number | null }).processID;
    const first = await backend(one);
    return first === told ? null : await problemOf(first, one, connect, clock);
  } finally {
    one.release();
  }
}

/**
 * In transaction mode, the server connection that `one` used goes to whoever begins a transaction next. Others that use the
 * pooler may come between, and several idle connections may take turns so that `one` gets its own back: so more than once.
 */
async function problemOf(
  first: number,
  one: pg.PoolClient,
  connect: () => Promise<pg.PoolClient>,
  clock: Clock,
): Promise<string | null> {
  const other = await connect().catch(() => null);
  if (other === null) {
    return REFUSED.small;
  }
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const isMoved = isAnotherNow(first, one, other);
      const moved = await Promise.race([isMoved, clock.sleep(POOLER_MS).then(() => null)]);
      if (moved === null) {
        isMoved.catch(() => undefined);
        return REFUSED.small;
      }
      if (moved) {
        return REFUSED.transaction;
      }
    }
    return null;
  } finally {
    other.release(true);
  }
}

/** Whether `one` has lost its server connection, to `other` or to anybody. */
async function isAnotherNow(first: number, one: pg.PoolClient, other: pg.PoolClient): Promise<boolean> {
  await other.query('begin');
  const isTaken = (await backend(other)) === first;
  const during = await backend(one);
  await other.query('rollback');
  const after = [await backend(one), await backend(one)];
  return isTaken || [during, ...after].some((pid) => pid !== first);
}

async function backend(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
