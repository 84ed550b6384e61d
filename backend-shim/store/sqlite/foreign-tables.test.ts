import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readForeignTables } from './foreign-tables.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-foreign-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('tables of a SQLite file are read as far as there are any', async () => {
  const file = path.join(folder, 'oncall.db');
  const database = new BetterSqlite(file);
  database.exec(`CREATE TABLE people (id INTEGER, name TEXT, gone TEXT); INSERT INTO people VALUES (1, 'ann', NULL)`);
  database.exec('CREATE TABLE secrets (id INTEGER)');
  database.close();
  expect(await readForeignTables(file, ['people', 'teams'])).toEqual({ people: [{ id: 1, name: 'ann', gone: null }] });
});

test.each<[string, string, unknown]>([
  ['a dump', '{"people":[{"id":1}],"secrets":[]}', { people: [{ id: 1 }] }],
  ['a list', '[]', 'it is neither a SQLite file nor an object of tables'],
  ['a table that is none', '{"people":{}}', 'its table people is no list of rows'],
  ['other text', 'people', expect.stringMatching(/JSON/)],
  ['a file that is cut off', 'SQLite format 3\0', expect.stringMatching(/database/)],
])('%s', async (name, text, expected) => {
  const file = path.join(folder, `${name}.json`);
  await writeFile(file, text);
  expect(await readForeignTables(file, ['people'])).toEqual(expected);
});

test('a file that is not there is said so', async () => {
  expect(await readForeignTables(path.join(folder, 'none'), [])).toMatch(/ENOENT/);
});
