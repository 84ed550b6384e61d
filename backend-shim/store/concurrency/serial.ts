/** Runs asynchronous work one piece at a time, in the order in which it was asked for. */
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** Work that fails rejects for its caller alone; the next one runs all the same. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work, work);
    last = own.catch(() => undefined);
    return own;
  };
}
