/**
 * The driver as the store wants it: statements that come again and again are prepared once per
 * connection, text is made fit for PostgreSQL (which cannot hold NUL), and failures that pass are
 * told from those that do not.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { asUnavailable } from './postgres-errors.ts';

/** Few texts make nearly all queries; those of lists with filters are many and stay unprepared. */
const MOST_PREPARED = 400;
const WORTH_PREPARING = 3;

export function preparing(pool: pg.Pool): PostgresPool {
  const names = createNames();
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect().catch(rethrow);
      const known = wrapped.get(client) ?? wrap(client, names);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function wrap(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]) => {
    const name = nameOf(text);
    const values = parameters.map(withoutNul);
    return client.query(name === undefined ? { text, values } : { name, text, values }).catch(rethrow);
  };
  return { query, release: (destroy?: boolean) => client.release(destroy) } as unknown as PostgresPoolClient;
}

function rethrow(error: unknown): never {
  throw asUnavailable(error);
}

function createNames(): (text: string) => string | undefined {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return (text) => {
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
    const name = `vigie_${names.size}`;
    names.set(text, name);
    return name;
  };
}

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value;
  }
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
