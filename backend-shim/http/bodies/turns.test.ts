import { expect, test } from 'vitest';
import { takeTurns } from './turns.ts';

test('a few at a time, the others in their order, also after one that failed', async () => {
  const turns = takeTurns(2);
  const [begun, ends]: [number[], Array<(failed: boolean) => void>] = [[], []];
  const done = Array.from({ length: 5 }, (_, index) =>
    turns
      .run(() => {
        begun.push(index);
        return new Promise<number>((resolve, reject) =>
          ends.push((failed) => (failed ? reject(new Error('failed')) : resolve(index))),
        );
      })
      .catch(() => -1),
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  expect(begun).toEqual([0, 1]);
  ends[1]?.(true);
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  for (let index = 0; index < 5; index++) {
    ends[index]?.(false);
    await settled();
  }
  expect(await Promise.all(done)).toEqual([0, -1, 2, 3, 4]);
});
