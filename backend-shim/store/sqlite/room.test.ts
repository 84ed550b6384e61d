/** The space below a database: on small disks that fill up, what is to spare is refused, and the rest goes on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { StoreUnavailable } from '../store.ts';
import { reserveName } from './room.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-room-'));
});
afterEach(() => rm(folder, { recursive: true }));

function open() {
  const file = path.join(folder, 'vigie.db');
  const opened = openSqlite(file, createSystemClock());
  if (!opened.ok) throw new Error(opened.reason);
  return { file, store: opened.store };
}

it('on a disk with space, the reserve is taken at the first look, and nothing is refused', async () => {
  const { file, store } = open();
  await store.room.look();
  expect(statSync(reserveName(file)).size).toBeGreaterThan(0);
  expect(statSync(`${file}.trial`).size).toBe(0);
  expect(store.room.isLow()).toBe(false);
  expect(await store.transaction(async () => 'done', { spare: true })).toBe('done');
  await store.close();
});

it('an error that tells of a full disk refuses what is to spare until a look finds room', async () => {
  const { store } = open();
  await store.room.look();
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  const failing = store.transaction(() => Promise.reject(full), { spare: true });
  const trouble = { reason: 'disk-full', data: { where: folder } };
  await expect(failing).rejects.toMatchObject({ name: 'StoreUnavailable', trouble });
  const refused = store.transaction(async () => 'done', { spare: true });
  await expect(refused).rejects.toEqual(expect.any(StoreUnavailable));
  await expect(refused).rejects.toMatchObject({ trouble });
  expect(store.room.isLow()).toBe(true);
  expect(await store.transaction(async () => 'paged')).toBe('paged');
  await store.room.look();
  expect([store.room.isLow(), await store.transaction(async () => 'done', { spare: true })]).toEqual([false, 'done']);
  await store.close();
});

it('what needs room gets a piece of the reserve, and is tried again', async () => {
  const { file, store } = open();
  await store.room.look();
  const whole = statSync(reserveName(file)).size;
  let tries = 0;
  const answer = await store.transaction(async () => {
    tries += 1;
    if (tries < 3) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    return tries;
  });
  expect([answer, whole - statSync(reserveName(file)).size]).toEqual([3, 2 * 64 * 1024]);
  await store.close();
});

it('a reserve that an earlier process used up is filled again', async () => {
  const file = path.join(folder, 'vigie.db');
  writeFileSync(reserveName(file), Buffer.alloc(64 * 1024, 1));
  truncateSync(reserveName(file), 0);
  const { store } = open();
  await store.room.look();
  expect(statSync(reserveName(file)).size).toBeGreaterThan(64 * 1024);
  await store.close();
});
