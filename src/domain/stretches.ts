/**
 * Work on thousands of things that pauses between stretches, so that whatever pages somebody goes on meanwhile. Whoever is in
 * a transaction, or has few things, does it at once.
 */

/** Work that may pause at each `yield`. */
export type Chunked<Result> = Generator<void, Result, void>;

/** So many things take a few milliseconds at most. */
const STRETCH = 250;

export function atOnce<Result>(work: Chunked<Result>): Result {
  let step = work.next();
  while (step.done !== true) {
    step = work.next();
  }
  return step.value;
}

export async function withPauses<Result>(
  work: Chunked<Result>,
  pause: () => Promise<unknown> | undefined,
): Promise<Result> {
  let step = work.next();
  while (step.done !== true) {
    await pause();
    step = work.next();
  }
  return step.value;
}

export function* mapChunked<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Made,
): Chunked<Made[]> {
  const made: Made[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % STRETCH === 0) {
      yield;
    }
    made.push(make(item, index));
  }
  return made;
}
