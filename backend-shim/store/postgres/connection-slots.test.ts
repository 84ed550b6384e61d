import { describe, expect, it } from 'vitest';
import { createConnectionSlots } from './connection-slots.ts';

/** Time stands still. */
const still = () => 0;

const asker = (whose: string) => ({ whose, held: 0 });

/** Names those who entered, in their order. */
function doorOf(slots: ReturnType<typeof createConnectionSlots>) {
  const order: string[] = [];
  const enter = async (one: ReturnType<typeof asker>) => {
    const leave = await slots.enter(one);
    order.push(one.whose);
    return leave;
  };
  return { order, enter };
}

describe('Connection slots', () => {
  it('let few requests in, the next in turn of their askers, and everything else at once', async () => {
    const slots = createConnectionSlots(2, still);
    const { order, enter } = doorOf(slots);
    const first = await enter(asker('ann'));
    const second = await enter(asker('ann'));
    const waiting = ['ann', 'ann', 'ben'].map((whose) => enter(asker(whose)));
    await Promise.resolve();
    expect(order).toEqual(['ann', 'ann']);
    (await slots.enter(undefined))();
    first();
    await waiting[0];
    second();
    await waiting[2];
    expect(order).toEqual(['ann', 'ann', 'ann', 'ben']);
    (await (waiting[0] as Promise<() => void>))();
    await waiting[1];
    expect(order).toHaveLength(5);
  });

  it('count each connection of a request that waits for several at once', async () => {
    const slots = createConnectionSlots(1, still);
    const leave = await slots.enter(asker('ann'));
    const own = asker('ben');
    const { order, enter } = doorOf(slots);
    const both = [1, 2].map(() => enter(own));
    await Promise.resolve();
    expect(order).toEqual([]);
    leave();
    (await (both[0] as Promise<() => void>))();
    await both[1];
    expect(order).toEqual(['ben', 'ben']);
  });

  it('give a request that holds a connection another one at once', async () => {
    const slots = createConnectionSlots(1, still);
    const own = asker('ann');
    const leave = await slots.enter(own);
    const nested = await slots.enter(own);
    nested();
    leave();
    expect(own.held).toBe(0);
    expect(await slots.enter(asker('ben'))).toBeTypeOf('function');
  });

  it('let one request in while something else uses the database, the others after it', async () => {
    const slots = createConnectionSlots(3, still);
    const alert = await slots.enter(undefined);
    const leave = await slots.enter(asker('ann'));
    const { order, enter } = doorOf(slots);
    const waiting = ['ann', 'ben', 'cleo'].map((whose) => enter(asker(whose)));
    await Promise.resolve();
    expect(order).toEqual([]);
    leave();
    (await (waiting[0] as Promise<() => void>))();
    expect(order).toEqual(['ann']);
    await waiting[1];
    await Promise.resolve();
    expect(order).toEqual(['ann', 'ben']);
    alert();
    await waiting[2];
    expect(order).toEqual(['ann', 'ben', 'cleo']);
  });

  it('let others in beside a request that lasts, also while something else uses the database', async () => {
    let now = 0;
    const slots = createConnectionSlots(3, () => now);
    const alert = await slots.enter(undefined);
    await slots.enter(asker('an export'));
    let isIn = false;
    const acknowledging = Promise.resolve(slots.enter(asker('ann'))).then(() => (isIn = true));
    const other = await slots.enter(undefined);
    other();
    await Promise.resolve();
    expect(isIn).toBe(false);
    now += 50;
    (await slots.enter(undefined))();
    await acknowledging;
    expect(isIn).toBe(true);
    alert();
  });
});

it('paging goes on between two uses of the database', async () => {
  let now = 0;
  const slots = createConnectionSlots(3, () => now);
  expect(slots.isPaging()).toBe(false);
  const leave = await slots.enter(undefined);
  expect(slots.isPaging()).toBe(true);
  now = 1_000;
  leave();
  expect(slots.isPaging()).toBe(true);
  now = 1_100;
  expect(slots.isPaging()).toBe(false);
});
