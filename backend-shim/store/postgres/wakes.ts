/** Wakes the other sidecars on the database when there is work, with LISTEN and NOTIFY. */
import { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Db } from '../store.ts';
import type { Primary } from './primary.ts';
import { KEPT_ALIVE } from './sessions.ts';

const CHANNEL = 'vigie_wake';
const RECONNECT_MS = 1000;
const QUIET_MS = 10;
/** A server that vanished does not answer when the connection is closed. */
const LONGEST_GOODBYE_MS = 1000;

type ServerFinder = Pick<Primary, 'find' | 'latest' | 'join'>;

export interface WakeNotifier {
  onWake(listener: () => void): () => void;
  /** At most one message is under way; the next one covers everything that happens meanwhile. */
  tellOthers(db: Db): Promise<void>;
  stop(): Promise<void>;
}

/** @param self identifies this sidecar, which ignores its own messages */
export function createWakes(primary: ServerFinder, self: string, clock: Clock, log: Log): WakeNotifier {
  const wakes = new EventEmitter();
  const stopping = new AbortController();
  const listening = listen(primary, (from) => from !== self && wakes.emit('wake'), clock, log, stopping.signal);
  let telling: Promise<void> | null = null;
  let again = false;

  async function tell(db: Db): Promise<void> {
    do {
      again = false;
      // The message need not be on disk, since the work that it announces is.
      await sql`select set_config('synchronous_commit', 'off', true), pg_notify(${CHANNEL}, ${self})`.execute(db);
      // In a storm, every commit sends a wake.
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

/** One connection only listens. While it is down, the engine's one-second interval suffices. */
async function listen(
  primary: ServerFinder,
  heard: (from: string) => void,
  clock: Clock,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const url = await primary.find().catch(() => primary.latest());
    const client = new pg.Client({
      connectionString: url,
      ...KEPT_ALIVE,
      connectionTimeoutMillis: 5000,
      application_name: 'vigie wake-ups',
    });
    // Cut when its server is left: a frozen server would not say that it is gone.
    primary.join(client, url);
    const gone = Promise.withResolvers<void>();
    client.on('error', () => gone.resolve());
    client.on('end', () => gone.resolve());
    const leave = () => gone.resolve();
    stop.addEventListener('abort', leave, { once: true });
    try {
      await client.connect();
      client.on('notification', ({ payload }) => heard(payload ?? ''));
      await client.query(`listen ${CHANNEL}`);
      // Wakes may have been sent while this sidecar did not listen.
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
