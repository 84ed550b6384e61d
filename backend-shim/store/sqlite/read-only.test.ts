import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { migrate } from '../migrate.ts';
import type { Store } from '../store.ts';
import { openSqliteToRead } from './read-only.ts';
import { openSqlite, restoringName } from './sqlite.ts';

const clock = createSystemClock();
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie read only-'));
  file = path.join(folder, 'vigie.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(): Promise<Store> {
  const opened = openSqlite(file, clock);
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  await migrate(opened.store);
  await opened.store.transaction((tx) => tx.insertInto('meta').values({ key: 'test', value: 'here' }).execute());
  return opened.store;
}

/** @param isIndexRead readers of a database in use mark their place in the index of its log */
function files(isIndexRead = false): Record<string, string> {
  const seen = readdirSync(folder).map((name) => {
    const { uid, gid, mode, ino, size, mtimeMs } = statSync(path.join(folder, name));
    const hash = createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
    return [name, [uid, gid, mode, ino, ...(isIndexRead && name.endsWith('-shm') ? [] : [size, mtimeMs, hash])].join()];
  });
  return Object.fromEntries(seen) as Record<string, string>;
}

async function found(): Promise<{ value: string | undefined; isInUse: boolean }> {
  const opened = await openSqliteToRead(file, clock);
  if (opened === null || !opened.ok) {
    throw new Error(opened === null ? 'no database' : opened.reason);
  }
  const row = await opened.read.selectFrom('meta').select('value').where('key', '=', 'test').executeTakeFirst();
  await opened.close();
  return { value: row?.value, isInUse: opened.isInUse };
}

it('a database that was closed is read, and nothing lies beside it afterwards', async () => {
  const made = new BetterSqlite(file);
  made.pragma('journal_mode = WAL');
  made.exec(`create table meta (key text, value text); insert into meta values ('test', 'here')`);
  made.close();
  const before = files();
  expect(await found()).toEqual({ value: 'here', isInUse: false });
  expect(files()).toEqual(before);
  expect(existsSync(`${file}-wal`) || existsSync(`${file}-shm`)).toBe(false);
});

it('beside a sidecar that has it open', async () => {
  const store = await open();
  const before = files(true);
  expect(await found()).toEqual({ value: 'here', isInUse: true });
  expect(files(true)).toEqual(before);
  await store.close();
});

it('what a killed sidecar left is read with its log, and stays as it is', async () => {
  const store = await open();
  const killed = path.join(folder, 'killed.db');
  ['', '-wal'].forEach((side) => copyFileSync(`${file}${side}`, `${killed}${side}`));
  await store.close();
  file = killed;
  const before = files();
  expect(await found()).toEqual({ value: 'here', isInUse: false });
  expect(files()).toEqual(before);
});

it('nothing is no database; what is none is said so', async () => {
  expect(await openSqliteToRead(file, clock)).toBeNull();
  writeFileSync(file, '');
  expect(await openSqliteToRead(file, clock)).toBeNull();
  writeFileSync(file, 'a list of things to buy, which is long enough');
  expect(await openSqliteToRead(file, clock)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('not a healthy'),
  });
  writeFileSync(file, `SQLite format 3\0${'x'.repeat(8000)}`);
  expect(await openSqliteToRead(file, clock)).toMatchObject({ ok: false, reason: expect.stringContaining(file) });
  rmSync(file);
  writeFileSync(restoringName(file), '');
  expect(await openSqliteToRead(file, clock)).toMatchObject({ ok: false, reason: expect.stringContaining('cut off') });
  expect(readdirSync(folder)).toEqual([path.basename(restoringName(file))]);
});
