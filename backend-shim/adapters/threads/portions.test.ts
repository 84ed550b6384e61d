import { expect, test } from 'vitest';
import type { Breathe } from '../../ports/heavy/work.ts';
import { createPortions } from './portions.ts';

function spin(ms: number): void {
  for (const began = performance.now(); performance.now() - began < ms;);
}

async function work(breathe: Breathe, count: number): Promise<number> {
  for (let i = 0; i < count; i++) {
    spin(2);
    await breathe();
  }
  return count;
}

test('between portions everything else goes on', async () => {
  let turns = 0;
  let isOver = false;
  const look = () => {
    turns++;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const done = await createPortions({ portion: 5 }).run('ann', (breathe) => work(breathe, 20));
  isOver = true;
  expect(done).toEqual({ ok: true, answer: 20 });
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('what takes longer than is given is too much', async () => {
  const portions = createPortions({ portion: 5, most: 20 });
  expect(await portions.run('ann', (breathe) => work(breathe, 1000))).toEqual({
    ok: false,
    reason: 'too-much',
    by: 'time',
  });
});

test('one caller has few places, and a failure gives its place back', async () => {
  const portions = createPortions();
  await expect(portions.run('ann', () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  const gate = Promise.withResolvers<number>();
  const running = Array.from({ length: 5 }, () => portions.run('ann', () => gate.promise));
  expect(await running[4]).toEqual({ ok: false, reason: 'busy' });
  gate.resolve(1);
  expect(await Promise.all(running.slice(0, 4))).toEqual(Array(4).fill({ ok: true, answer: 1 }));
});

test('all together have half of the time', async () => {
  const portions = createPortions({ portion: 5 });
  let [busy, began] = [0, performance.now()];
  const one = async (breathe: Breathe) => {
    for (let i = 0; i < 20; i++) {
      const from = performance.now();
      spin(5);
      busy += performance.now() - from;
      await breathe();
    }
  };
  began = performance.now();
  await Promise.all(['ann', 'ben'].map((who) => portions.run(who, one)));
  expect(busy / (performance.now() - began)).toBeLessThan(0.65);
});
