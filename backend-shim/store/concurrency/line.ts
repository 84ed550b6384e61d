/** Who waits, each behind those of the same person or system; those have a turn one after the other. */
export interface WaitingLine {
  add(whose: string, go: () => void): void;
  /** Lets the next one go. */
  go(): void;
  isEmpty(): boolean;
}

export function createWaitingLine(): WaitingLine {
  /** In the order in which they have their turns. */
  const waiting = new Map<string, Array<() => void>>();
  return {
    add: (whose, go) => {
      const own = waiting.get(whose);
      if (own === undefined) {
        waiting.set(whose, [go]);
      } else {
        own.push(go);
      }
    },
    go: () => {
      for (const [whose, own] of waiting) {
        waiting.delete(whose);
        const go = own.shift();
        if (own.length > 0) {
          waiting.set(whose, own);
        }
        go?.();
        return;
      }
    },
    isEmpty: () => waiting.size === 0,
  };
}
