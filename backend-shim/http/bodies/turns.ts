/** Lets a few of many do something at a time; the others wait in line. */
export interface Turns {
  /** @returns what `work` does, once it is its turn */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function takeTurns(atOnce: number): Turns {
  const waiting: Array<() => void> = [];
  let running = 0;
  return {
    async run(work) {
      if (running >= atOnce) {
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running++;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) {
          running--;
        } else {
          next();
        }
      }
    },
  };
}
