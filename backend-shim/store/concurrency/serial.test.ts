import { expect, it } from 'vitest';
import { createSerialQueue } from './serial.ts';

it('work begins when the work before it is done, in the order of asking, also where that failed', async () => {
  const queue = createSerialQueue();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue(async () => {
    log.push('first begins');
    await gate.promise;
    log.push('first fails');
    throw new Error('broken');
  });
  const second = queue(() => Promise.resolve(log.push('second')));
  await new Promise((resolve) => setImmediate(resolve));
  expect(log).toEqual(['first begins']);
  gate.resolve();
  await expect(first).rejects.toThrow('broken');
  expect([await second, log]).toEqual([3, ['first begins', 'first fails', 'second']]);
});
