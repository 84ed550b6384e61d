/** Reads a database as its thief does: every column of every table, whatever it is for. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { expect } from 'vitest';
import { runSidecar } from '../support/sidecar.ts';

export interface StoredText {
  /** `table` or `backup`. */
  where: string;
  text: string;
}

/** @param url as VIGIE_DATABASE_URL. @returns of SQLite also the bytes of a backup, with what lies between its rows */
export async function everythingStored(url: string): Promise<StoredText[]> {
  return url.startsWith('sqlite:') ? [...tablesOfSqlite(url), await backupOf(url)] : tablesOfPostgres(url);
}

function tablesOfSqlite(url: string): StoredText[] {
  const database = new Sqlite(url.slice('sqlite:'.length), { readonly: true });
  try {
    const names = database.prepare(`select name from sqlite_master where type = 'table'`).pluck().all() as string[];
    return names.map((name) => ({ where: name, text: textOf(database.prepare(`select * from "${name}"`).all()) }));
  } finally {
    database.close();
  }
}

async function tablesOfPostgres(url: string): Promise<StoredText[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema()`,
    );
    const found: StoredText[] = [];
    for (const { name } of rows) {
      found.push({ where: name, text: textOf((await client.query(`select * from "${name}"`)).rows) });
    }
    return found;
  } finally {
    await client.end();
  }
}

/** JSON within JSON would escape what is looked for. */
function textOf(rows: unknown[]): string {
  return rows
    .flatMap((row) =>
      Object.values(row as object).map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value))),
    )
    .join('\n');
}

let backups = 0;

async function backupOf(url: string): Promise<StoredText> {
  const file = path.join(path.dirname(url.slice('sqlite:'.length)), `backup-${++backups}.db`);
  const made = await runSidecar(['--backup', file], { databaseUrl: url });
  expect(made, made.output).toMatchObject({ code: 0 });
  return { where: 'backup', text: (await readFile(file)).toString('latin1') };
}

/** @returns where a text is stored as it is, with what stands around it */
export function placesOf(stored: readonly StoredText[], text: string): string[] {
  return stored.flatMap(({ where, text: all }) => {
    const at = all.indexOf(text);
    return at === -1 ? [] : [`${where}: …${all.slice(Math.max(0, at - 120), at + text.length + 40)}…`];
  });
}
