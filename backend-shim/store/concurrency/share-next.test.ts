import { describe, expect, it } from 'vitest';
import { shareNext } from './share-next.ts';

/** A question whose answers are given by hand, in order. */
function question() {
  const open: Array<PromiseWithResolvers<number>> = [];
  const ask = shareNext(() => {
    const answer = Promise.withResolvers<number>();
    open.push(answer);
    return answer.promise;
  });
  return { ask, open };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A shared question', () => {
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
