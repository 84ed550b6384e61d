/**
 * Keeps to the server that takes writes, and leaves it when it is read-only, silent or overtaken by another: every
 * connection to it is cut, so that what waits for it is answered "try again" instead of waiting.
 */
import type pg from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { StoreUnavailable } from '../store.ts';
import { cut, hostOf, SILENCE_MS, survey } from './hosts.ts';
import type { HostAsker, HostState } from './hosts.ts';

const WATCH_MS = 1000;
/** While no server takes writes, every request asks for one: they share an answer for this long. */
const NOBODY_MS = 250;
/**
 * A commit that waits longer waits for a standby that does not answer. Its senders are told to come again; with a
 * single server there is nobody else to wait for, and its disk may be slow.
 */
const STUCK_MS = 5000;
/** A single server gets more time: there is no better one to go to. */
const ALONE_SILENCE_MS = 4 * SILENCE_MS;
/** If a timer is late by this much, this process was stopped or busy itself, and knows nothing about the server. */
const OWN_LATENESS_MS = 500;

/** A connection, and where it leads. */
type Joined = Map<pg.ClientBase, string>;

export interface Primary {
  /** The server that takes writes. Throws StoreUnavailable if there is none. */
  find(): Promise<string>;
  /** The server found last, for those who connect when they have awaited `find`. */
  latest(): string;
  /** Connections that are cut when their server is left. */
  join(client: pg.ClientBase, url: string): void;
  /** Notes that a commit was sent on a connection. @returns called with its answer */
  committing(client: pg.ClientBase): () => void;
  /** Called by whoever was told by this server that it is read-only. */
  leaveReadOnly(client: pg.ClientBase): void;
  stop(): Promise<void>;
}

export interface PrimaryDeps {
  urls: readonly string[];
  clock: Clock;
  log: Log;
  asker: HostAsker;
}

interface State {
  current: string | null;
  latest: string;
  /** A server with a lower timeline was overtaken, whatever it says: what is written there is lost. */
  timeline: number;
  nobody: { error: StoreUnavailable; until: number } | null;
  joined: Joined;
  commits: Map<pg.ClientBase, number>;
}

export function createPrimary(deps: PrimaryDeps): Primary {
  const state: State = {
    current: null,
    latest: deps.urls[0] as string,
    timeline: 0,
    nobody: null,
    joined: new Map(),
    commits: new Map(),
  };
  const stopping = new AbortController();
  let finding: Promise<string> | null = null;
  const watching = watch(deps, state, stopping.signal);
  return {
    find: async () => state.current ?? (finding ??= seek(deps, state).finally(() => (finding = null))),
    latest: () => state.latest,
    join: (client, url) => {
      state.joined.set(client, url);
      client.once('end', () => state.joined.delete(client));
    },
    committing: (client) => {
      state.commits.set(client, deps.clock.monotonic());
      return () => state.commits.delete(client);
    },
    leaveReadOnly: (client) => {
      const url = state.joined.get(client);
      cut(client);
      if (url !== undefined) {
        leave(deps, state, url, 'it is read-only');
      }
    },
    stop: async () => {
      stopping.abort();
      await watching;
      deps.asker.close();
    },
  };
}

async function seek(deps: PrimaryDeps, state: State): Promise<string> {
  if (state.nobody !== null && deps.clock.monotonic() < state.nobody.until) {
    throw state.nobody.error;
  }
  const { found, answers, trouble } = await survey(deps.urls, deps.clock, deps.asker.once);
  if (found !== null && found.timeline >= state.timeline) {
    settle(deps, state, found);
    return found.url;
  }
  const overtaken = found === null ? '' : `; ${hostOf(found.url)} was overtaken by another server`;
  const error = new StoreUnavailable(`database: no server takes writes (${answers}${overtaken})`, { trouble });
  state.nobody = { error, until: deps.clock.monotonic() + NOBODY_MS };
  throw error;
}

function settle({ log }: PrimaryDeps, state: State, { url, timeline }: { url: string; timeline: number }): void {
  if (state.timeline > 0) {
    log.info({ host: hostOf(url), timeline }, 'this database server takes writes');
  }
  state.current = url;
  state.latest = url;
  state.timeline = timeline;
  state.nobody = null;
  cutAll(state, (one) => one !== url);
}

function leave({ log }: PrimaryDeps, state: State, url: string, why: string): void {
  if (state.current === url) {
    log.warn({ host: hostOf(url), why }, 'the database server is left');
    state.current = null;
  }
  cutAll(state, (one) => one === url);
}

function cutAll({ joined }: State, isMeant: (url: string) => boolean): void {
  for (const [client, url] of joined) {
    if (isMeant(url)) {
      joined.delete(client);
      cut(client);
    }
  }
}

async function watch(deps: PrimaryDeps, state: State, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await deps.clock.sleep(WATCH_MS, stop);
    const { current } = state;
    if (current !== null && !stop.aborted) {
      await look(deps, state, current, stop);
    }
  }
}

async function look(deps: PrimaryDeps, state: State, current: string, stop: AbortSignal): Promise<void> {
  const before = deps.clock.monotonic();
  const silence = deps.urls.length === 1 ? ALONE_SILENCE_MS : SILENCE_MS;
  const answer = await askWithin(deps, current, silence, stop);
  const isOwnFault = deps.clock.monotonic() - before > silence + OWN_LATENESS_MS;
  if (stop.aborted || isOwnFault || state.current !== current) {
    return;
  }
  if (answer instanceof Error) {
    leave(deps, state, current, answer.message);
  } else if (!answer.writable) {
    leave(deps, state, current, 'it is read-only');
  } else if (deps.urls.length > 1) {
    await freeStuck(deps, state);
  }
}

async function askWithin(
  { clock, asker }: PrimaryDeps,
  url: string,
  ms: number,
  stop: AbortSignal,
): Promise<HostState | Error> {
  const over = new AbortController();
  const limit = clock.sleep(ms, AbortSignal.any([over.signal, stop])).then(() => over.abort());
  try {
    return await asker.again(url, over.signal);
  } finally {
    over.abort();
    await limit;
  }
}

/**
 * A primary that lost its standbys still answers, but its commits wait. Either another one was promoted meanwhile, or
 * the senders try again.
 */
async function freeStuck(deps: PrimaryDeps, state: State): Promise<void> {
  const limit = deps.clock.monotonic() - STUCK_MS;
  const stuck = [...state.commits].filter(([, since]) => since < limit);
  if (stuck.length === 0) {
    return;
  }
  const { found } = await survey(deps.urls, deps.clock, deps.asker.once);
  if (found !== null && found.timeline > state.timeline) {
    settle(deps, state, found);
    return;
  }
  deps.log.warn({ commits: stuck.length }, 'commits get no answer; their connections are closed');
  for (const [client] of stuck) {
    cut(client);
  }
}
