/** Helps tests to wait for other processes and to find a free port. */
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for something outside this process, which can only be polled. Inside the process wait for the event itself.
 * @param what reads well after "Gave up waiting until"
 * @param limit ms
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  limit = 30_000,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Gave up waiting until ${what}, after ${limit} ms`);
    await pause(20);
  }
}

/** A loopback port that nothing listens on at the moment, chosen by the system. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
