import { readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { run } from '../query.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-sqlite-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** How often this process has a file open. */
function timesOpen(file: string): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => targetOf(descriptor) === file).length;
}

/** null: it was closed meanwhile. */
function targetOf(descriptor: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return null;
  }
}

it.each(['the file', 'a link to it'])('a database is opened by %s: a commit brings its log to the disk', async (by) => {
  const file = path.join(folder, 'vigie.db');
  const link = path.join(folder, 'link.db');
  writeFileSync(file, '');
  symlinkSync(file, link);
  const opened = openSqlite(by === 'the file' ? file : link, createSystemClock());
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  const { store } = opened;
  const before = timesOpen(`${file}-wal`);
  await store.transaction((tx) => run(tx, 'create table t (n integer)', []));
  // SQLite itself never waits for the disk: whoever does has the log open, too.
  expect(timesOpen(`${file}-wal`)).toBe(before + 1);
  expect(await store.size()).toBe(statSync(file).size + statSync(`${file}-wal`).size);
  await store.close();
});
