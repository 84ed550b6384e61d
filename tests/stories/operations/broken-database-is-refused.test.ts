import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runSidecar } from '../../support/sidecar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-broken-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['a file that is no database', 'this was a shopping list\n'.repeat(100)],
  ['a database whose first page is damaged', `SQLite format 3\0${'x'.repeat(8000)}`],
])('%s is refused with advice and left as it is', async (_what, content) => {
  const file = path.join(folder, 'vigie.db');
  await writeFile(file, content);
  const { code, output } = await runSidecar([], { databaseUrl: `sqlite:${file}`, provisioning: 'apiVersion: 1\n' });
  expect(code).toBe(1);
  expect(output).toContain(file);
  expect(output).toMatch(/It was not touched\. Restore a backup, or move the file away/);
  expect(await readFile(file, 'utf8')).toBe(content);
});

it('a PostgreSQL that is not there is named, with advice, and without its password', async () => {
  const { code, output } = await runSidecar([], {
    databaseUrl: 'postgres://vigie:swordfish@127.0.0.1:1/vigie',
    provisioning: 'apiVersion: 1\n',
  });
  expect(code).toBe(1);
  expect(output).toMatch(/127\.0\.0\.1|VIGIE_DATABASE_URL|PostgreSQL/);
  expect(output).not.toContain('swordfish');
});
