/**
 * Group commit: what arrives while one transaction runs shares the next one. One item that fails
 * does not fail its neighbours: the batch is run again one by one.
 */
export interface Batcher<Item, Answer> {
  add(item: Item): Promise<Answer>;
  /** Items waiting or under way. */
  size(): number;
  /** Resolves when everything added so far is answered. */
  idle(): Promise<void>;
}

interface Waiting<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export interface BatcherOptions {
  most: number;
  /** Errors that concern the whole database, not one item: running one by one would not help. */
  isFatal(error: unknown): boolean;
}

export function createBatcher<Item, Answer>(run: (items: Item[]) => Promise<Answer[]>, options: BatcherOptions): Batcher<Item, Answer> {
  let queue: Array<Waiting<Item, Answer>> = [];
  let working: Promise<void> | null = null;
  let underWay = 0;

  async function drain(): Promise<void> {
    // One turn of the event loop: requests that are already here join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const batch = queue.slice(0, options.most);
      queue = queue.slice(batch.length);
      underWay = batch.length;
      await runBatch(batch);
      underWay = 0;
    }
    working = null;
  }

  async function runBatch(batch: Array<Waiting<Item, Answer>>): Promise<void> {
    try {
      const answers = await run(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => waiting.resolve(answers[index] as Answer));
    } catch (error) {
      if (batch.length === 1 || options.isFatal(error)) {
        batch.forEach((waiting) => waiting.reject(error));
        return;
      }
      for (const waiting of batch) {
        await runBatch([waiting]);
      }
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
