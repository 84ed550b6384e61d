/**
 * Group commit: what arrives before a transaction begins shares it. One item that fails does not fail
 * its neighbours: the batch is written again one by one.
 */
import { StoreUnavailable } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import type { Transact } from './transact.ts';

export interface Batcher<Item, Answer> {
  /** Resolves after the commit. */
  add(item: Item): Promise<Answer>;
  /** Items waiting or under way. */
  size(): number;
  /** Resolves when everything added so far is answered. */
  idle(): Promise<void>;
}

export interface BatcherOptions<Item, Answer> {
  transact: Transact;
  /** @returns one answer for each item, in their order */
  write(work: Work, items: readonly Item[]): Promise<readonly Answer[]>;
  /** Runs after the commit, before the answers. */
  committed(items: readonly Item[]): void;
  /** Items that one transaction takes. */
  most: number;
}

interface Waiting<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export function createBatcher<Item, Answer>({
  transact,
  write,
  committed,
  most,
}: BatcherOptions<Item, Answer>): Batcher<Item, Answer> {
  let queue: Array<Waiting<Item, Answer>> = [];
  let working: Promise<void> | null = null;
  let underWay = 0;

  async function drain(): Promise<void> {
    // One turn of the event loop: requests that are already here join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await runBatch(takeOnce());
      underWay = 0;
    }
    working = null;
  }

  /** The batch is closed when its transaction begins, which may have waited for others: a store that is busy gets few and large ones. */
  function takeOnce(): () => Array<Waiting<Item, Answer>> {
    let batch: Array<Waiting<Item, Answer>> | null = null;
    return () => {
      if (!batch) {
        batch = queue.slice(0, most);
        queue = queue.slice(batch.length);
        underWay = batch.length;
      }
      return batch;
    };
  }

  async function runBatch(take: () => Array<Waiting<Item, Answer>>): Promise<void> {
    const items = () => take().map(({ item }) => item);
    let answers: readonly Answer[];
    try {
      answers = await transact((work) => write(work, items()));
    } catch (error) {
      return refuse(take(), error);
    }
    committed(items());
    take().forEach((waiting, index) => waiting.resolve(answers[index] as Answer));
  }

  async function refuse(batch: Array<Waiting<Item, Answer>>, error: unknown): Promise<void> {
    // What concerns the whole database would not go better one by one.
    if (batch.length === 1 || error instanceof StoreUnavailable) {
      batch.forEach((waiting) => waiting.reject(error));
      return;
    }
    for (const waiting of batch) {
      await runBatch(() => [waiting]);
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        working ??= drain();
      }),
    size: () => queue.length + underWay,
    idle: async () => {
      while (working) {
        await working;
      }
    },
  };
}
