/** For stories about damage, lost time and what is kept: changes and reads rows behind the sidecar's back. */
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

/** @param query means the same on both databases */
export async function readRows<Row>(url: string, query: string): Promise<Row[]> {
  if (url.startsWith('sqlite:')) {
    const database = new Sqlite(url.slice('sqlite:'.length), { readonly: true });
    try {
      return database.prepare<[], Row>(query).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(query)).rows as Row[];
  } finally {
    await client.end();
  }
}
