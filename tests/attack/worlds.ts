/**
 * Worlds that are alike, one after the other. The first is founded by the API, which takes longer than most attacks; each begins
 * from a copy of its database.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestDatabase } from '../support/databases.ts';
import { freshPostgres } from '../support/postgres.ts';
import type { Foreign } from './foreign.ts';
import { foundWorld, startWorld } from './world.ts';
import type { Founded, World } from './world.ts';

interface Place {
  /** Where pages of the stream go. */
  hook: string;
  foreign: Foreign;
}

export class Worlds {
  readonly #database: TestDatabase;
  readonly #place: Place;
  #founded: (Founded & { url: string }) | null = null;
  #current: { world: World; url: string } | null = null;

  constructor(database: TestDatabase, place: Place) {
    this.#database = database;
    this.#place = place;
  }

  /** The one before ends. */
  async next(): Promise<World> {
    await this.#leave();
    const founded = (this.#founded ??= await this.#found());
    const url = await copyOf(founded.url);
    const world = await startWorld({ ...this.#place, databaseUrl: url }, founded);
    this.#current = { world, url };
    return world;
  }

  async end(): Promise<void> {
    await this.#leave();
    await this.#founded?.grafana.stop();
  }

  async #found(): Promise<Founded & { url: string }> {
    const url = await this.#database.fresh();
    return { ...(await foundWorld({ ...this.#place, databaseUrl: url })), url };
  }

  /** A sidecar that an attack has ended is told of by that attack. */
  async #leave(): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    this.#current = null;
    await current.world.remove().catch(() => undefined);
    await removeCopy(current.url);
  }
}

const SQLITE = 'sqlite:';

async function copyOf(url: string): Promise<string> {
  if (!url.startsWith(SQLITE)) return freshPostgres(url);
  const file = url.slice(SQLITE.length);
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-db-'));
  // With its log, if there is one.
  await cp(path.dirname(file), folder, { recursive: true });
  return SQLITE + path.join(folder, path.basename(file));
}

/** Hundreds of them would fill the memory that they are kept in. */
async function removeCopy(url: string): Promise<void> {
  if (url.startsWith(SQLITE)) {
    await rm(path.dirname(url.slice(SQLITE.length)), { recursive: true, force: true, maxRetries: 10 });
    return;
  }
  const { pathname } = new URL(url);
  const client = new pg.Client({ connectionString: new URL('/postgres', url).href });
  await client.connect();
  try {
    await client.query(`drop database ${pg.escapeIdentifier(pathname.slice(1))} with (force)`);
  } finally {
    await client.end();
  }
}
