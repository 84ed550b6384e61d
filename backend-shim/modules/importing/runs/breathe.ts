/**
 * Lets everything else run: what SQLite answers comes without a turn of the event loop, so that a step would hold up pages
 * for as long as it reads.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
