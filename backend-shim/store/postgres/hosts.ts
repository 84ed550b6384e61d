/** Asks the servers of a PostgreSQL cluster which of them takes writes. */
import pg from 'pg';
import type { StoreTrouble } from '#contract/reasons/store';
import type { Clock } from '../../ports/clock.ts';
import { troubleOfServer } from './errors.ts';

/** What a server says of itself. */
export interface HostState {
  writable: boolean;
  /** A standby, or a server that has not caught up after a crash. Otherwise read-only is a setting. */
  isRecovering?: boolean;
  /** Counted up whenever a standby is promoted; null on a standby. */
  timeline: number | null;
}

/** @returns what the server said, or why it said nothing */
export type AskHost = (url: string, signal: AbortSignal) => Promise<HostState | Error>;

/** A server that is paused or cut off accepts a connection, or does not even refuse it: it is given up after this. */
export const SILENCE_MS = 2500;
/** How long the others' answers are waited for when one server has answered, and when it has said that it takes writes. */
const OTHERS_MS = 1500;
const OTHERS_WRITABLE_MS = 300;

export const READ_ONLY = `pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only`;
/** `pg_walfile_name` starts with the timeline, and needs no right; on a standby it fails, so it is not asked there. */
const TIMELINE = `case when pg_is_in_recovery() then null else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline`;

export interface HostAsker {
  /** Asks over a connection of its own, which is closed afterwards. */
  once: AskHost;
  /** Asks the same server again and again, over a connection that stays. */
  again: AskHost;
  close(): void;
}

/** @param isOneOfSeveral false: the timeline is not asked for, which managed servers may not know */
export function createHostAsker(isOneOfSeveral: boolean): HostAsker {
  const text = `select ${READ_ONLY}, pg_is_in_recovery() as recovering, ${isOneOfSeveral ? TIMELINE : 'null as timeline'}`;
  let kept: { url: string; client: pg.Client } | null = null;
  const close = () => {
    kept?.client.end().catch(() => undefined);
    kept = null;
  };
  return {
    once: async (url, signal) => {
      const client = connectionTo(url);
      const state = await within(signal, client, () => client.connect().then(() => stateOf(client, text)));
      client.end().catch(() => undefined);
      return state;
    },
    again: async (url, signal) => {
      if (kept?.url === url) {
        const { client } = kept;
        const state = await within(signal, client, () => stateOf(client, text));
        if (!(state instanceof Error)) {
          return state;
        }
      }
      // The connection may have ended by itself, which says nothing about the server.
      close();
      const client = connectionTo(url);
      const state = await within(signal, client, () => client.connect().then(() => stateOf(client, text)));
      kept = { url, client };
      if (state instanceof Error) {
        close();
      }
      return state;
    },
    close,
  };
}

function connectionTo(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, application_name: 'vigie asks who takes writes' });
  client.on('error', () => undefined);
  return client;
}

/** Gives the connection up when the signal aborts. */
async function within(
  signal: AbortSignal,
  client: pg.Client,
  ask: () => Promise<HostState>,
): Promise<HostState | Error> {
  if (signal.aborted) {
    return new Error('no answer');
  }
  const silence = Promise.withResolvers<Error>();
  // If this process was busy, the answer lies in the socket, which is read before the check phase of the event loop.
  const giveUp = () => setImmediate(() => silence.resolve(new Error('no answer')));
  signal.addEventListener('abort', giveUp, { once: true });
  const state = await Promise.race([ask().catch((error: unknown) => error as Error), silence.promise]);
  signal.removeEventListener('abort', giveUp);
  if (state instanceof Error) {
    cut(client);
  }
  return state;
}

async function stateOf(client: pg.Client, text: string): Promise<HostState> {
  const { rows } = await client.query<{ read_only: boolean; recovering: boolean; timeline: string | null }>(text);
  const { read_only: isReadOnly = true, recovering: isRecovering = false, timeline = null } = rows[0] ?? {};
  return {
    writable: !isReadOnly,
    isRecovering,
    timeline: timeline === null ? null : Number.parseInt(timeline, 16),
  };
}

/** Ends a connection without a word to the server, which may be frozen: what is under way on it fails at once. */
export function cut(client: pg.ClientBase): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

export interface Survey {
  /** The server that takes writes; of several, the one promoted last. */
  found: { url: string; timeline: number } | null;
  /** What the others said, for people. */
  answers: string;
  /** Why none takes writes, if none does. */
  trouble: StoreTrouble;
}

/** Asks all servers at once: one that is silent must not delay the finding of another. */
export async function survey(urls: readonly string[], clock: Clock, ask: AskHost): Promise<Survey> {
  const states = new Map<string, HostState | Error>();
  const enough = new AbortController();
  const endAfter = (ms: number) => void clock.sleep(ms, enough.signal).then(() => enough.abort());
  endAfter(SILENCE_MS);
  const asking = urls.map(async (url) => {
    const state = await ask(url, enough.signal);
    states.set(url, state);
    if (!(state instanceof Error)) {
      endAfter(state.writable ? OTHERS_WRITABLE_MS : OTHERS_MS);
    }
  });
  await Promise.all(asking);
  enough.abort();
  const writable = [...states].flatMap(([url, state]) =>
    !(state instanceof Error) && state.writable ? [{ url, timeline: state.timeline ?? 0 }] : [],
  );
  return {
    found: writable.sort((a, b) => b.timeline - a.timeline)[0] ?? null,
    answers: urls.map((url) => `${hostOf(url)}: ${said(states.get(url))}`).join('; '),
    trouble: troubleOf([...states.values()]),
  };
}

/** Of several servers, that of the one nearest to taking writes. */
function troubleOf(states: ReadonlyArray<HostState | Error>): StoreTrouble {
  const answered = states.filter((state): state is HostState => !(state instanceof Error));
  if (answered.some(({ isRecovering = false }) => !isRecovering)) {
    return { reason: 'read-only', data: { where: null } };
  }
  const troubles = states.map((state) => (state instanceof Error ? troubleOfServer(state) : RECOVERING));
  return troubles.find(({ reason }) => reason !== 'database-away') ?? { reason: 'database-away' };
}

const RECOVERING: StoreTrouble = { reason: 'recovering' };

function said(state: HostState | Error | undefined): string {
  if (state === undefined) {
    return 'no answer';
  }
  return state instanceof Error ? state.message || 'no answer' : state.writable ? 'takes writes' : 'is read-only';
}

/** Host and port without user and password, for logs. */
export function hostOf(url: string): string {
  const parsed = URL.parse(url);
  const [host, port] = [parsed?.searchParams.get('host'), parsed?.searchParams.get('port')];
  return (host && [host, ...(port ? [port] : [])].join(':')) || parsed?.host || 'the local socket';
}
