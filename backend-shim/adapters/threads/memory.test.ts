import { expect, test } from 'vitest';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { tuneForWork } from '../v8/tuning.ts';
import { givenHeap, heapShares } from './memory.ts';

const sumOf = ({ old, young }: { old: number; young: number }) => old + young;

test('beside a heap of 256 MiB, all threads at once fit into a pod of 512', () => {
  const { quick, calendar, long } = heapShares(256);
  // Two long ones: figures, and a replay.
  expect(sumOf(quick) + sumOf(calendar) + 2 * sumOf(long)).toBeLessThanOrEqual(168);
  expect(sumOf(heapShares(256).step)).toBeLessThanOrEqual(sumOf(long) + 16);
});

test('a large machine gives threads what they can use, and no more', () => {
  const { quick, calendar, mail, step, holidays, long } = heapShares(16_384);
  expect([quick, calendar, mail, step, holidays, long].map(sumOf)).toEqual([256, 512, 128, 136, 128, 1024]);
});

test('the last heap that was given counts', () => {
  expect(givenHeap(['--import=x', '--max-old-space-size=512', '--max_old_space_size=256'])).toBe(256);
  expect([givenHeap([]), givenHeap(['']), givenHeap(['--max-old-space-size=0'])]).toEqual([null, null, null]);
});

/** Of the heap of a thread that may have 24 and 8 MiB. */
function limitOfThread(): Promise<number> {
  const say = `require('node:worker_threads').parentPort.postMessage(require('node:v8').getHeapStatistics().heap_size_limit)`;
  const resourceLimits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 8 };
  const worker = new Worker(say, { eval: true, env: {}, execArgv: [], resourceLimits });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

test('a heap that was given to the process is not that of each thread', async () => {
  setFlagsFromString('--max-old-space-size=256');
  expect((await limitOfThread()) / 2 ** 20).toBeGreaterThan(256);
  const own = getHeapStatistics().heap_size_limit;
  tuneForWork();
  expect((await limitOfThread()) / 2 ** 20).toBeLessThan(48);
  expect(getHeapStatistics().heap_size_limit).toBe(own);
});
