import { expect, test } from 'vitest';
import { heapShares } from './memory.ts';

const sumOf = ({ old, young }: { old: number; young: number }) => old + young;

test('beside a heap of 256 MiB, all threads at once fit into a pod of 512', () => {
  const { quick, calendar, long } = heapShares(256);
  // Two long ones: figures, and a replay.
  expect(sumOf(quick) + sumOf(calendar) + 2 * sumOf(long)).toBeLessThanOrEqual(168);
  expect(sumOf(heapShares(256).step)).toBeLessThanOrEqual(sumOf(long) + 16);
});

test('a large machine gives threads what they can use, and no more', () => {
  const { quick, calendar, mail, step, long } = heapShares(16_384);
  expect([quick, calendar, mail, step, long].map(sumOf)).toEqual([256, 512, 128, 136, 1024]);
});
