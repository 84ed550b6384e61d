/** Names the code of the thread. */
export const SEARCH_WORKER = new URL('./worker.ts', import.meta.url);
