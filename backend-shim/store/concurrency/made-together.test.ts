import { describe, expect, it, test } from 'vitest';
import { madeTogether } from './made-together.ts';

/** A question whose answers are given by hand, in order. */
function question() {
  const open: Array<PromiseWithResolvers<number>> = [];
  const ask = madeTogether(() => {
    const answer = Promise.withResolvers<number>();
    open.push(answer);
    return answer.promise;
  });
  return { ask, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('An answer that is made for many', () => {
  it('is asked once more for all who come while an answer is under way', async () => {
    const { ask, open } = question();
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(open).toHaveLength(1);
    open[0]?.resolve(1);
    expect(await first).toBe(1);
    await turn();
    expect(open).toHaveLength(2);
    open[1]?.resolve(2);
    expect(await Promise.all(others)).toEqual([2, 2, 2]);
  });

  it('gives nobody an answer that began before they asked', async () => {
    const { ask, open } = question();
    void ask();
    const second = ask();
    open[0]?.resolve(1);
    await turn();
    const third = ask();
    open[1]?.resolve(2);
    expect(await second).toBe(2);
    await turn();
    open[2]?.resolve(3);
    expect(await third).toBe(3);
    const fourth = ask();
    expect(open).toHaveLength(4);
    open[3]?.resolve(4);
    expect(await fourth).toBe(4);
  });

  it('is asked again after a failure, which only those learn who asked before it', async () => {
    const { ask, open } = question();
    const first = ask();
    const second = ask();
    open[0]?.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await turn();
    open[1]?.resolve(2);
    expect(await second).toBe(2);
  });
});

test('all who ask meanwhile are given one answer, made after they asked; a failure is theirs alone', async () => {
  const ends: Array<(value: number | Error) => void> = [];
  const ask = madeTogether(
    () =>
      new Promise<number>((resolve, reject) =>
        ends.push((value) => (typeof value === 'number' ? resolve(value) : reject(value))),
      ),
  );
  const first = ask();
  const meanwhile = [ask(), ask(), ask()];
  await turn();
  expect(ends).toHaveLength(1);
  ends[0]?.(1);
  expect(await first).toBe(1);
  await turn();
  expect(ends).toHaveLength(2);
  const later = ask();
  ends[1]?.(new Error('failed'));
  expect(await Promise.allSettled(meanwhile)).toEqual(
    meanwhile.map(() => ({ status: 'rejected', reason: new Error('failed') })),
  );
  await turn();
  ends[2]?.(3);
  expect(await later).toBe(3);
  await turn();
  const fresh = ask();
  ends[3]?.(4);
  expect([await fresh, ends.length]).toEqual([4, 4]);
});
