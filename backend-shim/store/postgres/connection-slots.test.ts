import { describe, expect, it } from 'vitest';
import { createConnectionSlots } from './connection-slots.ts';

/** Time stands still. */
const still = () => 0;

const asker = (whose: string) => ({ whose, held: 0 });

describe('Connection slots', () => {
  it('let few requests in, the next in turn of their askers, and everything else at once', async () => {
    const slots = createConnectionSlots(2, still);
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
    const slots = createConnectionSlots(1, still);
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
    let entered = 0;
    const waiting = ['ann', 'ben', 'cleo'].map(async (whose) => {
      const done = await slots.enter(asker(whose));
      entered++;
      return done;
    });
    await Promise.resolve();
    expect(entered).toBe(0);
    leave();
    (await (waiting[0] as Promise<() => void>))();
    expect(entered).toBe(1);
    await waiting[1];
    await Promise.resolve();
    expect(entered).toBe(2);
    alert();
    await waiting[2];
    expect(entered).toBe(3);
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
