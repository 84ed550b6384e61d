/** Where the code of the thread is. */
export const ASKING_WORKER = new URL('./worker.ts', import.meta.url);
