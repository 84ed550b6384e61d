/** Builds the thread that searches a long history. */
import { createFairQueue } from '../../adapters/threads/fair-queue.ts';
import type { HeapShare } from '../../adapters/threads/memory.ts';
import { createPool } from '../../adapters/threads/pool.ts';
import { SEARCH_WORKER } from '../../store/search/place.ts';
import { createSearch } from '../../store/search/search.ts';
import type { Store } from '../../store/store.ts';

/** A dashboard of a person asks for a dozen lists at once, each of which takes milliseconds. `time` is that of one, ms. */
const LIMITS = { perCaller: 20, waiting: 200, patience: 20_000 };
const THREAD = { ...LIMITS, atOnce: 1, time: 10_000, idle: 60_000 };
/** Most of the ten connections stay free for paging. */
const SERVER = { ...LIMITS, atOnce: 3 };

export function wireSearch(store: Store, heap: HeapShare) {
  const threads = createPool(SEARCH_WORKER, { ...THREAD, heap });
  const { enter } = createFairQueue(SERVER);
  return { searchOf: createSearch(store, threads, enter), close: threads.close };
}
