/** Runs everything that touches the store on both databases: `onEachDatabase` is the loop. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe } from 'vitest';
import { freshPostgres, postgresMissing } from './postgres.ts';

/** `fresh()` gives the URL of a new empty database, as VIGIE_DATABASE_URL takes it. */
export interface TestDatabase {
  kind: 'sqlite' | 'postgres';
  fresh(): Promise<string>;
}

/** Runs a suite on SQLite and on PostgreSQL. */
export function onEachDatabase(title: string, suite: (database: TestDatabase) => void): void {
  describe(`${title} on SQLite`, () => suite(sqlite()));
  onPostgres(title, suite);
}

/** Runs a suite on PostgreSQL alone. Where there is none, it is skipped with the reason in its title. */
export function onPostgres(title: string, suite: (database: TestDatabase) => void): void {
  const missing = postgresMissing();
  const name = `${title} on PostgreSQL`;
  if (missing !== null) describe.skip(`${name} (skipped: ${missing})`, () => suite(postgres));
  else describe(name, () => suite(postgres));
}

const postgres: TestDatabase = { kind: 'postgres', fresh: () => freshPostgres() };

function sqlite(): TestDatabase {
  const folders: string[] = [];
  // A file's own sidecars end after this and may be writing still.
  const gone = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, gone))));
  return {
    kind: 'sqlite',
    async fresh() {
      const folder = await mkdtemp(path.join(tmpdir(), 'vigie-db-'));
      folders.push(folder);
      return `sqlite:${path.join(folder, 'vigie.db')}`;
    },
  };
}
