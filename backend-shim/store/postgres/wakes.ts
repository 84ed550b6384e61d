/** Sidecars on one database tell each other that there is work: LISTEN and NOTIFY. */
import { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Db } from '../store.ts';

const CHANNEL = 'vigie_wake';
const RECONNECT_MS = 1000;
const QUIET_MS = 10;
/** A server that vanished does not answer a goodbye. */
const LONGEST_GOODBYE_MS = 1000;

export interface WakeNotifier {
  onWake(listener: () => void): () => void;
  /** At most one message is under way: what happens meanwhile is told by the next one. */
  tellOthers(db: Db): Promise<void>;
  stop(): Promise<void>;
}

/** @param self names this sidecar, which need not hear itself */
export function createWakes(url: string, self: string, clock: Clock, log: Log): WakeNotifier {
  const wakes = new EventEmitter();
  const stopping = new AbortController();
  const listening = listen(url, (from) => from !== self && wakes.emit('wake'), clock, log, stopping.signal);
  let telling: Promise<void> | null = null;
  let again = false;

  async function tell(db: Db): Promise<void> {
    do {
      again = false;
      // Nobody waits for this to be on disk: the work that it tells of is.
      await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${CHANNEL}, ${self})`.execute(db);
      // In a storm every commit has something to tell.
      await clock.sleep(QUIET_MS);
    } while (again);
  }

  return {
    onWake: (listener) => {
      wakes.on('wake', listener);
      return () => wakes.off('wake', listener);
    },
    tellOthers: (db) => {
      again = true;
      telling ??= tell(db).finally(() => (telling = null));
      return telling;
    },
    stop: async () => {
      stopping.abort();
      await listening;
    },
  };
}

/** One connection that only listens; while it is away the engine's own one-second beat is enough. */
async function listen(
  url: string,
  heard: (from: string) => void,
  clock: Clock,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      application_name: 'vigie wake-ups',
    });
    const gone = Promise.withResolvers<void>();
    client.on('error', () => gone.resolve());
    client.on('end', () => gone.resolve());
    const leave = () => gone.resolve();
    stop.addEventListener('abort', leave, { once: true });
    try {
      await client.connect();
      client.on('notification', ({ payload }) => heard(payload ?? ''));
      await client.query(`listen ${CHANNEL}`);
      // What was told while nobody listened.
      heard('');
      await gone.promise;
    } catch (error) {
      log.debug({ err: (error as Error).message }, 'cannot listen for wake-ups');
    }
    stop.removeEventListener('abort', leave);
    const goodbye = client
      .end()
      .catch((error: Error) => log.debug({ err: error.message }, 'closing the listening connection'));
    await Promise.race([goodbye, clock.sleep(LONGEST_GOODBYE_MS)]);
    if (!stop.aborted) {
      await clock.sleep(RECONNECT_MS, stop);
    }
  }
}
