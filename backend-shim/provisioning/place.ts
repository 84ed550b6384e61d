/** Names the code of the thread. */
export const FILE_WORKER = new URL('./worker.ts', import.meta.url);
