/** Where the code of the thread is. */
export const HEAVY_WORKER = new URL('./worker.ts', import.meta.url);
