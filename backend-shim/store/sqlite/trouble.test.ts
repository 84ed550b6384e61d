/** What an error of SQLite says of the disk, and when the folder is asked. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isFull, troubleOfSqlite, troubleOfSystem } from './trouble.ts';

const errorWith = (code: string) => Object.assign(new Error(code), { code });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-trouble-'));
});
afterEach(() => rm(folder, { recursive: true }));

it.each([
  ['SQLITE_FULL', 'disk-full', true],
  ['SQLITE_READONLY_DBMOVED', 'read-only', false],
  ['SQLITE_CORRUPT_INDEX', 'damaged', false],
  ['SQLITE_BUSY', 'locked', false],
  ['SQLITE_LOCKED', 'locked', false],
  ['SQLITE_NOMEM', 'nothing-left', false],
])('%s is %s', (code, reason, full) => {
  const trouble = troubleOfSqlite(errorWith(code), '/data');
  expect([trouble?.reason, isFull(trouble)]).toEqual([reason, full]);
});

it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'ENOENT'])('%s says nothing of the disk', (code) => {
  expect(troubleOfSqlite(errorWith(code), '/data')).toBeNull();
});

it('an error of input and output is the disk’s own where the folder can be written to, and leaves nothing there', async () => {
  expect(troubleOfSqlite(errorWith('SQLITE_IOERR_WRITE'), folder)).toEqual({
    reason: 'disk-failing',
    data: { where: folder },
  });
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'quota-used-up'],
  ['EROFS', 'read-only'],
  ['EIO', 'disk-failing'],
])('of the operating system, %s is %s', (code, reason) => {
  expect(troubleOfSystem(errorWith(code), '/data')).toEqual({ reason, data: { where: '/data' } });
});

it('another error of the operating system says nothing of the disk', () => {
  expect(troubleOfSystem(errorWith('EMFILE'), '/data')).toBeNull();
});
