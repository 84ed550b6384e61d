import { describe, expect, it } from 'vitest';
import { createConnectionSlots } from './connection-slots.ts';

const asker = (whose: string) => ({ whose, held: 0 });

describe('Connection slots', () => {
  it('let few requests in, the next in turn of their askers, and everything else at once', async () => {
    const slots = createConnectionSlots(2);
    const order: string[] = [];
    const enter = async (whose: string) => {
      const leave = await slots.enter(asker(whose));
      order.push(whose);
      return leave;
    };
    const first = await enter('ann');
    const second = await enter('ann');
    const waiting = ['ann', 'ann', 'ben'].map(enter);
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
    const slots = createConnectionSlots(1);
    const leave = await slots.enter(asker('ann'));
    const own = asker('ben');
    let given = 0;
    const both = [1, 2].map(async () => {
      const done = await slots.enter(own);
      given++;
      return done;
    });
    await Promise.resolve();
    expect(given).toBe(0);
    leave();
    (await (both[0] as Promise<() => void>))();
    await both[1];
    expect(given).toBe(2);
  });

  it('give a request that holds a connection another one at once', async () => {
    const slots = createConnectionSlots(1);
    const own = asker('ann');
    const leave = await slots.enter(own);
    const nested = await slots.enter(own);
    nested();
    leave();
    expect(own.held).toBe(0);
    expect(await slots.enter(asker('ben'))).toBeTypeOf('function');
  });
});
