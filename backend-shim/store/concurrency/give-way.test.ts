import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const ASKED = `
const { parentPort } = require('node:worker_threads');
const { readlinkSync } = require('node:fs');
const { getPriority } = require('node:os');
import(${JSON.stringify(new URL('./give-way.ts', import.meta.url).href)}).then(({ giveWay }) => {
  giveWay();
  parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/').pop())));
});
`;

it.runIf(process.platform === 'linux')('a thread gives way, and the one that pages stays where it was', async () => {
  const before = getPriority(process.pid);
  const worker = new Worker(ASKED, { eval: true });
  expect(await once(worker, 'message')).toEqual([10]);
  await worker.terminate();
  expect(getPriority(process.pid)).toBe(before);
});
