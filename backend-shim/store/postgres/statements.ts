/**
 * Adapts the driver to the store: repeated statements are prepared once per connection, statements whose result nobody
 * needs are sent without waiting, texts lose NUL (which PostgreSQL cannot store), and temporary failures are
 * distinguished from permanent ones.
 */
import { currentAsker } from '../concurrency/asker.ts';
import { noteStatement } from '../concurrency/failed-statement.ts';
import type { Writable } from 'node:stream';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { asUnavailable, isReadOnly, isStale } from './errors.ts';
import type { ConnectionSlots } from './connection-slots.ts';
import type { Primary } from './primary.ts';
import { FIRE_AND_FORGET, BATCHED } from '../query.ts';
import type { SqlStatement } from '../query.ts';

/** A few texts make up nearly all queries; lists with filters have many texts and stay unprepared. */
const MOST_PREPARED = 400;
const WORTH_PREPARING = 3;

type Send = (text: string, parameters: readonly unknown[]) => Promise<pg.QueryResult>;
type Answer = Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'>;

/** What the connections tell of the server: that a commit is under way, and that it takes no writes. */
type ServerWatch = Pick<Primary, 'find' | 'committing' | 'leaveReadOnly'>;

/** @param slots of requests */
export function preparing(pool: pg.Pool, primary: ServerWatch, slots: ConnectionSlots): PostgresPool {
  const names = createNames();
  const wrapped = new WeakMap<pg.PoolClient, Lent>();
  return {
    connect: async () => {
      await primary.find();
      const leave = await slots.enter(currentAsker());
      const client = await pool.connect().catch((error: unknown) => {
        leave();
        return rethrow(error);
      });
      const known = wrapped.get(client) ?? wrap(client, names, primary);
      wrapped.set(client, known);
      known.leave = leave;
      return known.client;
    },
    end: () => pool.end(),
  };
}

interface Lent {
  client: PostgresPoolClient;
  leave(): void;
}

function wrap(client: pg.PoolClient, names: StatementNames, primary: ServerWatch): Lent {
  const gather = gathering(client);
  const send: Send = (text, parameters) => {
    gather();
    const name = names.of(text);
    const values = parameters.map(withoutNul);
    const answer = client
      .query(name === undefined ? { text, values } : { name, text, values })
      .catch((error: unknown) => {
        if (name !== undefined && isStale(error)) {
          names.forget(name);
        }
        noteStatement(error, text);
        if (isReadOnly(error)) {
          primary.leaveReadOnly(client);
        }
        return rethrow(error);
      });
    return text === 'commit' ? answer.finally(primary.committing(client)) : answer;
  };
  const release = (destroy?: boolean) => {
    client.release(destroy);
    lent.leave();
  };
  const lent: Lent = {
    client: { query: inPipeline(send), release } as unknown as PostgresPoolClient,
    leave: () => undefined,
  };
  return lent;
}

/** Messages that are sent together leave in one packet: a system call costs more than a small statement. */
function gathering(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let gathered = false;
  return () => {
    if (!gathered) {
      gathered = true;
      stream.cork();
      queueMicrotask(() =>
        process.nextTick(() => {
          gathered = false;
          stream.uncork();
        }),
      );
    }
  };
}

const NOTHING: Answer = { command: 'SELECT', rowCount: 0, rows: [] };

/**
 * Sends the statements of a transaction in their order and waits only for those that read. The commit is sent last: if
 * a statement failed, PostgreSQL turns the commit into a rollback, and the failure is thrown.
 */
function inPipeline(send: Send): (text: string, parameters: readonly unknown[]) => Promise<Answer> {
  let open = false;
  let sent: Array<Promise<unknown>> = [];
  const later = (promise: Promise<unknown>) => {
    promise.catch(() => undefined);
    sent.push(promise);
    return NOTHING;
  };
  const ended = () => {
    open = false;
    sent = [];
  };
  return async (text, parameters) => {
    switch (text) {
      case 'begin':
        ended();
        open = true;
        return later(send(text, parameters));
      case 'commit': {
        const [answer] = await Promise.all([send(text, parameters), ...sent]);
        ended();
        return answer;
      }
      case 'rollback':
        await Promise.allSettled(sent);
        ended();
        return send(text, parameters);
      case BATCHED: {
        const all = () => together(send, parameters as SqlStatement[], sent);
        return open ? all() : onceMoreIfStale(all);
      }
      default: {
        const one = () => send(text, parameters).catch((error) => explain(error, sent));
        return open ? (text.startsWith(FIRE_AND_FORGET) ? later(send(text, parameters)) : one()) : onceMoreIfStale(one);
      }
    }
  };
}

/**
 * Repeats a stale statement outside a transaction. The caller repeats a failed transaction as a whole (`isConflict`).
 */
function onceMoreIfStale<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch((error: unknown) => (isStale(error) ? ask() : Promise.reject(error as Error)));
}

async function together(
  send: Send,
  statements: readonly SqlStatement[],
  before: readonly Promise<unknown>[],
): Promise<Answer> {
  const answers = await Promise.all(statements.map(({ text, parameters }) => send(text, parameters))).catch((error) =>
    explain(error, before),
  );
  return { command: 'SELECT', rowCount: answers.length, rows: answers.map((answer) => answer.rows) };
}

/** After a failure PostgreSQL refuses all later statements, so the first failure is reported. */
async function explain(error: unknown, before: readonly Promise<unknown>[]): Promise<never> {
  const first = (await Promise.allSettled(before)).find((one) => one.status === 'rejected');
  throw first ? first.reason : error;
}

function rethrow(error: unknown): never {
  throw asUnavailable(error);
}

interface StatementNames {
  /** undefined: the text is not worth preparing. */
  of(text: string): string | undefined;
  /**
   * Called when the statement cannot be run any more: all statements are then prepared again under other names, on all
   * connections.
   */
  forget(name: string): void;
}

function createNames(): StatementNames {
  let generation = 0;
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  const of = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_PREPARED) {
      return known;
    }
    const times = (seen.get(text) ?? 0) + 1;
    if (seen.size > 10 * MOST_PREPARED) {
      seen.clear();
    }
    seen.set(text, times);
    if (times < WORTH_PREPARING) {
      return undefined;
    }
    const name = `vigie_${generation}_${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    of,
    forget: (name) => {
      // If several fail at once, the first starts the next generation.
      if (name.startsWith(`vigie_${generation}_`)) {
        generation += 1;
        names.clear();
      }
    },
  };
}

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value;
  }
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
