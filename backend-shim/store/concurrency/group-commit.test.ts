import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store.ts';
import { createGroupCommit } from './group-commit.ts';
import type { GroupCommit, GroupCommitOptions } from './group-commit.ts';
import type { RunTransaction } from '../work.ts';

/** A store that writes one transaction at a time, each only when it is let. */
function bench(write: GroupCommitOptions<number, string>['write'], most = 10) {
  const gates: Array<() => void> = [];
  const committed: number[][] = [];
  const transact: RunTransaction = async (work) => {
    await new Promise<void>((resolve) => gates.push(resolve));
    return work({} as Parameters<typeof work>[0]);
  };
  /** How many were waiting or under way, at each write. */
  const sizes: number[] = [];
  const batcher: GroupCommit<number, string> = createGroupCommit<number, string>({
    transact,
    write: (work, items) => (sizes.push(batcher.size()), write(work, items)),
    committed: (items) => committed.push([...items]),
    most,
  });
  const wanted = async () => {
    while (gates.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const next = async () => {
    await wanted();
    gates.shift()?.();
  };
  return { batcher, committed, sizes, wanted, next };
}

const named = async (_work: unknown, items: readonly number[]) => items.map((item) => `answer ${item}`);

describe('what is written together', () => {
  it('is all that came before the transaction began, however long that waited', async () => {
    const { batcher, committed, wanted, next } = bench(named);
    const first = batcher.add(1);
    await wanted();
    const second = batcher.add(2);
    expect(batcher.size()).toBe(2);
    await next();
    expect(await Promise.all([first, second])).toEqual(['answer 1', 'answer 2']);
    expect(committed).toEqual([[1, 2]]);
    await batcher.idle();
    expect(batcher.size()).toBe(0);
  });

  it('is never more than one transaction takes, and the rest comes next', async () => {
    const { batcher, committed, sizes, next } = bench(named, 2);
    const all = Promise.all([1, 2, 3].map((item) => batcher.add(item)));
    await next();
    await next();
    expect(await all).toEqual(['answer 1', 'answer 2', 'answer 3']);
    expect(committed).toEqual([[1, 2], [3]]);
    expect(sizes).toEqual([3, 1]);
  });

  it('is written one by one where it fails together, and only the one at fault is refused', async () => {
    const { batcher, committed, next } = bench(async (work, items) => {
      if (items.includes(2)) {
        throw new Error('two cannot be written');
      }
      return named(work, items);
    });
    const all = Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    for (let n = 0; n < 4; n++) {
      await next();
    }
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(committed).toEqual([[1], [3]]);
  });

  it('is refused together where the database is away', async () => {
    const { batcher, next } = bench(async () => {
      throw new StoreUnavailable('database: away');
    });
    const all = Promise.allSettled([batcher.add(1), batcher.add(2)]);
    await next();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('is refused where no transaction begins at all', async () => {
    const batcher: GroupCommit<number, string> = createGroupCommit<number, string>({
      transact: () => Promise.reject(new StoreUnavailable('database: away')),
      write: named,
      committed: () => undefined,
      most: 10,
    });
    await expect(batcher.add(1)).rejects.toThrow('away');
    expect(batcher.size()).toBe(0);
  });
});
