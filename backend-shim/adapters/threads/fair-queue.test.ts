import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFairQueue } from './fair-queue.ts';

const limits = { atOnce: 1, perCaller: 2, waiting: 4, patience: 60_000 };

test('callers come in turn, however often one of them asks', async () => {
  const queue = createFairQueue({ ...limits, perCaller: 4, waiting: 9 });
  const order: string[] = [];
  const leave = await queue.enter('first');
  const ask = (who: string) =>
    queue.enter(who).then((done) => {
      order.push(who);
      done?.();
    });
  const all = [ask('greedy'), ask('greedy'), ask('greedy'), ask('modest'), ask('other')];
  leave?.();
  await Promise.all(all);
  expect(order).toEqual(['greedy', 'modest', 'other', 'greedy', 'greedy']);
});

test('a caller who is in waits behind those of whom nobody is', async () => {
  const queue = createFairQueue({ ...limits, atOnce: 2, perCaller: 3 });
  const [one, two] = [await queue.enter('greedy'), await queue.enter('greedy')];
  const order: string[] = [];
  const waiting = [
    queue.enter('greedy').then(() => order.push('greedy')),
    queue.enter('modest').then(() => order.push('modest')),
  ];
  one?.();
  await waiting[1];
  expect(order).toEqual(['modest']);
  two?.();
  await waiting[0];
});

test('one caller has few places, and all have few', async () => {
  const queue = createFairQueue(limits);
  await queue.enter('a');
  void queue.enter('a');
  expect(await queue.enter('a')).toBeNull();
  const others = ['b', 'c', 'd'].map((who) => queue.enter(who));
  expect(await queue.enter('e')).toBeNull();
  expect(others).toHaveLength(3);
});

test('who waits too long is sent away, and takes no place any more', async () => {
  const queue = createFairQueue({ ...limits, patience: 20 });
  const leave = await queue.enter('a');
  expect(await queue.enter('b')).toBeNull();
  leave?.();
  expect(await queue.enter('b')).not.toBeNull();
});

test('leaving twice lets only one in', async () => {
  const queue = createFairQueue(limits);
  const leave = await queue.enter('a');
  const [b, c] = [queue.enter('b'), queue.enter('c')];
  leave?.();
  leave?.();
  expect(await b).not.toBeNull();
  expect(await Promise.race([c, pause(20, 'still waiting')])).toBe('still waiting');
});
