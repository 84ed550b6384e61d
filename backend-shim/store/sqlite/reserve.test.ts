/** Space that is kept on the disk: how much, that it is really taken, and how it is given back. */
import { statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReserve, PIECE, wantedOf } from './reserve.ts';
import type { Reserve } from './reserve.ts';

const MB = 1024 * 1024;
let folder: string;
let file: string;
let reserve: Reserve;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-reserve-'));
  file = path.join(folder, 'vigie.db.reserve');
  reserve = createReserve(file);
});
afterEach(async () => {
  reserve.close();
  await rm(folder, { recursive: true });
});

const size = () => statSync(file).size;

it.each([
  [100 * 1024, PIECE],
  [6 * MB, MB],
  [16 * MB, 42 * PIECE],
  [40 * MB, 106 * PIECE],
  [1024 * MB, 8 * MB],
])('of a disk of %i bytes, %i are kept', (disk, kept) => {
  expect(wantedOf(disk)).toBe(kept);
});

it('fills its blocks, which only its user may read, and is whole then', async () => {
  expect(reserve.isWhole(6 * MB)).toBe(false);
  await reserve.fill({ free: 5 * MB, size: 6 * MB });
  const { size: bytes, blocks, mode } = statSync(file);
  expect([bytes, reserve.bytes(), reserve.isWhole(6 * MB)]).toEqual([MB, MB, true]);
  expect(blocks * 512).toBeGreaterThanOrEqual(MB);
  expect(mode & 0o077).toBe(0);
});

it('leaves two pieces free, so that what was given back is not taken again at once', async () => {
  await reserve.fill({ free: 5 * PIECE, size: 6 * MB });
  expect([reserve.bytes(), reserve.isWhole(6 * MB)]).toEqual([3 * PIECE, false]);
  await reserve.fill({ free: 2 * PIECE, size: 6 * MB });
  expect(size()).toBe(3 * PIECE);
});

it('gives back a piece at a time, until nothing is left', async () => {
  await reserve.fill({ free: 4 * PIECE, size: 6 * MB });
  expect([reserve.release(), size()]).toEqual([true, PIECE]);
  expect([reserve.release(), size()]).toEqual([true, 0]);
  expect(reserve.release()).toBe(false);
});

it('gives back also while it is filled', async () => {
  await reserve.fill({ free: 5 * PIECE, size: 6 * MB });
  const filling = reserve.fill({ free: 5 * MB, size: 6 * MB });
  expect(reserve.release()).toBe(true);
  await filling;
  expect([size(), reserve.bytes()]).toEqual([2 * PIECE, 2 * PIECE]);
});

it('takes over what an earlier process left, in whole pieces, and shrinks on a disk that shrank', async () => {
  writeFileSync(file, Buffer.alloc(20 * PIECE + 17, 1));
  const later = createReserve(file);
  expect(later.bytes()).toBe(20 * PIECE);
  await later.fill({ free: 0, size: 6 * MB });
  expect([size(), later.bytes()]).toEqual([MB, MB]);
  later.close();
});
