import { Readable } from 'node:stream';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFlow } from './flow.ts';

/** Moments pass when the test says so. */
function moments() {
  let ends: Array<() => void> = [];
  return {
    sleep: () => new Promise<void>((resolve) => ends.push(resolve)),
    pass: async () => {
      const [all, none] = [ends, [] as Array<() => void>];
      ends = none;
      all.forEach((end) => end());
      await turnOfLoop();
    },
  };
}

const streams = (many: number) => Array.from({ length: many }, () => new Readable({ read: () => undefined }));
const flowing = (all: readonly Readable[]) => all.flatMap((one, index) => (one.isPaused() ? [] : [index]));

test('few flow at once, and what ends makes way', async () => {
  const { sleep } = moments();
  const flow = createFlow({ sleep }, 2);
  const all = streams(4);
  const joined = all.map((one) => flow.join(one, '', 1));
  expect(flowing(all)).toEqual([0, 1]);
  all[0]?.destroy();
  await turnOfLoop();
  expect(flowing(all)).toEqual([0, 1, 2]);
  joined[1]?.leave();
  expect(flowing(all)).toEqual([0, 1, 2, 3]);
  all.forEach((one) => one.destroy());
});

test('one that comes slowly makes way after a moment, and has another', async () => {
  const { sleep, pass } = moments();
  const flow = createFlow({ sleep }, 1);
  const all = streams(3);
  all.forEach((one) => flow.join(one, '', 1));
  const seen: number[][] = [];
  for (let moment = 0; moment < 4; moment++) {
    seen.push(flowing(all));
    await pass();
  }
  expect(seen).toEqual([[0], [1], [2], [0]]);
  all.forEach((one) => one.destroy());
});

test('one that nobody waits behind goes on', async () => {
  const { sleep, pass } = moments();
  const flow = createFlow({ sleep }, 1);
  const [first, second] = streams(2) as [Readable, Readable];
  flow.join(first, '', 1);
  await pass();
  await pass();
  expect(first.isPaused()).toBe(false);
  flow.join(second, '', 1);
  expect(second.isPaused()).toBe(true);
  await pass();
  expect([first.isPaused(), second.isPaused()]).toEqual([true, false]);
  [first, second].forEach((one) => one.destroy());
});

test('one that comes fast goes on to its end, a portion in each turn of the event loop', async () => {
  const { sleep, pass } = moments();
  const flow = createFlow({ sleep }, 1);
  const [first, second] = streams(2) as [Readable, Readable];
  flow.join(first, '', 1);
  flow.join(second, '', 1);
  const seen: number[] = [];
  first.on('data', (chunk: Buffer) => seen.push(chunk.length));
  for (let portion = 0; portion < 3; portion++) first.push(Buffer.alloc(40_000));
  await turnOfLoop();
  expect(seen.length).toBeLessThan(3);
  while (seen.length < 3) await turnOfLoop();
  await pass();
  expect([flowing([first]), flowing([second])]).toEqual([[0], []]);
  // It brings nothing more, and makes way.
  await pass();
  expect([flowing([first]), flowing([second])]).toEqual([[], [0]]);
  [first, second].forEach((one) => one.destroy());
});

test('one sender has few under way until they are answered, and others go before its next', () => {
  const flow = createFlow({ sleep: () => new Promise(() => undefined) }, 8);
  const [own, others] = [streams(6), streams(2)];
  const joined = own.map((one) => flow.join(one, 'a', 128 * 1024));
  others.forEach((one) => flow.join(one, 'b', 1024 * 1024));
  expect([flowing(own), flowing(others)]).toEqual([[0, 1, 2, 3], [0]]);
  joined[0]?.leave();
  expect(flowing(own)).not.toContain(4);
  joined[0]?.answered();
  expect(flowing(own)).toContain(4);
  [...own, ...others].forEach((one) => one.destroy());
});
