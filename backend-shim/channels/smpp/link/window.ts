/** Limits the messages under way at once; the rest waits in order. */
export interface SendWindow {
  /** @returns false: the signal aborted first */
  enter(signal: AbortSignal): Promise<boolean>;
  leave(): void;
}

export function createWindow(size: number): SendWindow {
  let free = size;
  const waiting = new Set<() => void>();
  return {
    enter: (signal) => {
      if (signal.aborted) {
        return Promise.resolve(false);
      }
      if (free > 0) {
        free -= 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const gone = () => {
          waiting.delete(next);
          resolve(false);
        };
        const next = () => {
          signal.removeEventListener('abort', gone);
          resolve(true);
        };
        waiting.add(next);
        signal.addEventListener('abort', gone, { once: true });
      });
    },
    leave: () => {
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next();
      } else {
        free += 1;
      }
    },
  };
}
