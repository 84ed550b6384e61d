/**
 * Makes an answer once for many. All who ask while one is made are given the next one: they may need to see what was written since
 * the first began.
 */
export function madeTogether<T>(make: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    const making = make();
    running = making
      .catch(() => undefined)
      .then(() => {
        running = null;
      });
    return making;
  };
  return () => {
    if (running === null) {
      return begin();
    }
    return (next ??= running.then(() => {
      next = null;
      return begin();
    }));
  };
}
