/** For stories about damage and lost time: changes rows behind the sidecar's back. */
import Sqlite from 'better-sqlite3';
import pg from 'pg';

/** @param url as VIGIE_DATABASE_URL. Runs one statement, which means the same on both databases. @returns how many rows it changed */
export async function changeRows(url: string, statement: string): Promise<number> {
  if (url.startsWith('sqlite:')) {
    const database = new Sqlite(url.slice('sqlite:'.length));
    try {
      return database.prepare(statement).run().changes;
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
