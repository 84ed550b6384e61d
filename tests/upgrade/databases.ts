/** Copies of the databases that released versions made (make.ts). */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import type { TestDatabase } from '../support/databases.ts';
import type { Facts } from './fill.ts';

const FOLDER = path.join(import.meta.dirname, 'databases');

/** Every release that databases are kept of, oldest first. */
export const RELEASED = readdirSync(FOLDER).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));

export interface Kept {
  /** As VIGIE_DATABASE_URL takes it. */
  url: string;
  facts: Facts;
  /** The provisioning file that was in force. */
  files: string;
}

/** A copy that nobody else uses. */
export async function copyOf(release: string, database: TestDatabase): Promise<Kept> {
  const read = (name: string) => readFileSync(path.join(FOLDER, release, name));
  const name = database.kind === 'sqlite' ? 'sqlite.db' : 'postgres.sql';
  const url = await database.fresh();
  const content = gunzipSync(read(`${name}.gz`));
  await (database.kind === 'sqlite'
    ? writeFileSync(url.slice('sqlite:'.length), content)
    : restore(url, content.toString('utf8')));
  return {
    url,
    facts: JSON.parse(read(`${name}.facts.json`).toString('utf8')) as Facts,
    files: read('files.json').toString('utf8'),
  };
}

/** What pg_dump writes for psql, and settings that other versions of PostgreSQL do not know, is left out. */
async function restore(url: string, dump: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      dump
        .split('\n')
        .filter((line) => !/^(?:\\|SET |SELECT pg_catalog\.set_config)/.test(line))
        .join('\n'),
    );
  } finally {
    await client.end();
  }
}
