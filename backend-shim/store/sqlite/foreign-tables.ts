/** Reads tables of another program's database: a SQLite file, which is not changed, or a dump of its tables as JSON. */
import { open, readFile } from 'node:fs/promises';
import BetterSqlite from 'better-sqlite3';

type ForeignTables = Record<string, ReadonlyArray<Record<string, unknown>>>;

const SQLITE = 'SQLite format 3\0';

/** @returns those of the tables that there are; a text says why nothing can be read */
export async function readForeignTables(file: string, names: readonly string[]): Promise<ForeignTables | string> {
  try {
    return (await beginsAsSqlite(file)) ? fromSqlite(file, names) : fromDump(await readFile(file, 'utf8'), names);
  } catch (error) {
    if (error instanceof Error && ('code' in error || error instanceof SyntaxError)) {
      return error.message;
    }
    throw error;
  }
}

async function beginsAsSqlite(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === SQLITE;
  } finally {
    await handle.close();
  }
}

function fromSqlite(file: string, names: readonly string[]): ForeignTables {
  const database = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  try {
    const known = new Set(
      database
        .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .all()
        .map(({ name }) => name),
    );
    return Object.fromEntries(
      names
        .filter((name) => known.has(name))
        .map((name) => [name, database.prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`).all()]),
    );
  } finally {
    database.close();
  }
}

/** `{ "<table>": [ { "<column>": … } ] }` */
function fromDump(text: string, names: readonly string[]): ForeignTables | string {
  const dump: unknown = JSON.parse(text);
  if (typeof dump !== 'object' || dump === null || Array.isArray(dump)) {
    return 'it is neither a SQLite file nor an object of tables';
  }
  const tables = Object.entries(dump as Record<string, unknown>).filter(([name]) => names.includes(name));
  const odd = tables.find(
    ([, rows]) => !Array.isArray(rows) || rows.some((row) => typeof row !== 'object' || row === null),
  );
  return odd === undefined ? (Object.fromEntries(tables) as ForeignTables) : `its table ${odd[0]} is no list of rows`;
}
