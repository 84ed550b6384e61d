/**
 * Commits items in groups: items that arrive before a transaction begins share it. If an item fails, the batch is
 * written again item by item, so that the others succeed.
 */
import { isOutage } from '../store.ts';
import type { RunTransaction, Work } from '../work.ts';

export interface GroupCommit<Item, Answer> {
  /** Resolves after the commit. */
  add(item: Item): Promise<Answer>;
  /** Items waiting or under way. */
  size(): number;
  /** Resolves when everything added so far is answered. */
  idle(): Promise<void>;
}

export interface GroupCommitOptions<Item, Answer> {
  transact: RunTransaction;
  /** @returns one answer for each item, in their order */
  write(work: Work, items: readonly Item[]): Promise<readonly Answer[]>;
  /** Runs after the commit, before the answers. */
  committed(items: readonly Item[]): void;
  /** Called with items that were not written, before they are told. */
  refused?(items: readonly Item[], error: unknown): void;
  /** Items that one transaction takes. */
  most: number;
}

interface WaitingItem<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

type Batch<Item, Answer> = Array<WaitingItem<Item, Answer>>;

export function createGroupCommit<Item, Answer>(options: GroupCommitOptions<Item, Answer>): GroupCommit<Item, Answer> {
  let queue: Batch<Item, Answer> = [];
  let working: Promise<void> | null = null;
  let underWay = 0;

  async function drain(): Promise<void> {
    // One turn of the event loop: requests that are already here join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await writeBatch(options, once(takeBatch));
      underWay = 0;
    }
    working = null;
  }

  function takeBatch(): Batch<Item, Answer> {
    const batch = queue.slice(0, options.most);
    queue = queue.slice(batch.length);
    underWay = batch.length;
    return batch;
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

/**
 * @param take closes the batch when it is called first, which is when the transaction begins. That may have waited
 *   for others, so a busy store gets few and large batches.
 */
async function writeBatch<Item, Answer>(
  options: GroupCommitOptions<Item, Answer>,
  take: () => Batch<Item, Answer>,
): Promise<void> {
  const items = () => take().map(({ item }) => item);
  let answers: readonly Answer[];
  try {
    answers = await options.transact((work) => options.write(work, items()));
  } catch (error) {
    return refuseBatch(options, take(), error);
  }
  options.committed(items());
  take().forEach((waiting, index) => waiting.resolve(answers[index] as Answer));
}

async function refuseBatch<Item, Answer>(
  options: GroupCommitOptions<Item, Answer>,
  batch: Batch<Item, Answer>,
  error: unknown,
): Promise<void> {
  // A failure of the whole database would repeat for each item.
  if (batch.length === 1 || isOutage(error)) {
    options.refused?.(
      batch.map(({ item }) => item),
      error,
    );
    batch.forEach((waiting) => waiting.reject(error));
    return;
  }
  for (const waiting of batch) {
    await writeBatch(options, () => [waiting]);
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
