import pg from 'pg';
import { expect, it } from 'vitest';
import { onEachDatabase, onPostgres } from './databases.ts';
import { freshPostgres, startCluster } from './postgres.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

onEachDatabase('a fresh database', ({ kind, fresh }) => {
  it('is another one each time', async () => {
    const [first, second] = [await fresh(), await fresh()];
    expect(first).not.toBe(second);
    expect(first).toMatch(kind === 'sqlite' ? /^sqlite:\// : /^postgres:\/\//);
  });
});

onPostgres('the server for tests', () => {
  it('copies a template', async () => {
    const template = await freshPostgres();
    await query(template, 'CREATE TABLE people AS SELECT 1 AS id');
    const copy = await freshPostgres(template);
    expect(await query(copy, 'SELECT id FROM people')).toEqual([{ id: 1 }]);
  });

  it('says why there is no copy of a template that does not exist', async () => {
    await expect(freshPostgres('postgres://127.0.0.1/nowhere')).rejects.toThrow(/nowhere/);
  });

  it('crashes and comes back with what was committed', { timeout: 60_000 }, async () => {
    const cluster = await startCluster();
    try {
      const url = await cluster.createDatabase('kept');
      await query(url, 'CREATE TABLE people AS SELECT 1 AS id');
      await cluster.stop('immediate');
      await expect(query(url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
      await cluster.start();
      expect(await query(url, 'SELECT id FROM people')).toEqual([{ id: 1 }]);
    } finally {
      await cluster.destroy();
    }
  });
});
