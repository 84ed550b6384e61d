import { expect, test } from 'vitest';
import { createPacketQueue } from './queue.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('packets are processed in their order, a few in one turn of the event loop', async () => {
  const queue = createPacketQueue({ packets: 1_000, bytes: 1_000_000 });
  const began: number[] = [];
  const all = Array.from({ length: 50 }, (_, i) => queue.add(100, async () => void began.push(i)));
  expect(began).toHaveLength(0);
  const counts: number[] = [];
  for (let i = 0; i < 3; i++) {
    await turn();
    counts.push(began.length);
  }
  expect(counts).toEqual([20, 40, 50]);
  await all.at(-1);
  expect(began).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('one large packet has a turn of its own, however large it is', async () => {
  const queue = createPacketQueue({ packets: 1_000, bytes: 1_000_000 });
  let began = 0;
  for (let i = 0; i < 3; i++) void queue.add(60_000, async () => void began++);
  await turn();
  expect(began).toBe(1);
  await turn();
  expect(began).toBe(2);
});

test('a full queue has no room until a turn is over, and a failure is that of its packet alone', async () => {
  const queue = createPacketQueue({ packets: 2, bytes: 100 });
  const failed = queue.add(1, () => Promise.reject(new Error('gone')));
  const fine = queue.add(1, async () => undefined);
  expect(queue.add(1, async () => undefined)).toBeNull();
  await expect(failed).rejects.toThrow('gone');
  await fine;
  await queue.add(1, async () => undefined);
});

test('few large packets fill the queue as well as many small ones', async () => {
  const queue = createPacketQueue({ packets: 1_000, bytes: 100_000 });
  expect(queue.add(100_001, async () => undefined)).toBeNull();
  const first = queue.add(60_000, async () => undefined);
  expect(queue.add(60_000, async () => undefined)).toBeNull();
  await first;
  expect(queue.add(60_000, async () => undefined)).not.toBeNull();
});
