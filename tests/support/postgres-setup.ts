/**
 * Starts and stops PostgreSQL for Vitest as its global setup. Test files run in processes of their own, so they request
 * databases from this one; the server starts at the first request and stops with the run.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startCluster, type Cluster } from './postgres-cluster.ts';
import { whyNoPostgres } from './postgres-find.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { broker: string; missing: string | null };
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const isLeftOut = process.env.VIGIE_TEST_SQLITE_ONLY === 'true';
  const missing = isLeftOut ? 'VIGIE_TEST_SQLITE_ONLY leaves it out' : whyNoPostgres();
  if (missing !== null && !isLeftOut && process.env.CI === 'true' && process.getuid?.() === 0) {
    throw new Error(`CI runs every test on PostgreSQL too, but there is ${missing}`);
  }
  let cluster: Promise<Cluster> | null = null;
  let count = 0;
  const server = createServer((request, response) => {
    cluster ??= startCluster();
    const template = new URL(request.url ?? '/', 'http://broker').searchParams.get('template') ?? undefined;
    count += 1;
    const name = `test_${count}`;
    cluster
      .then((one) => one.createDatabase(name, template))
      .then((url) => response.end(url))
      .catch((error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)));
  });
  provide('postgres', { broker: await listen(server), missing });
  return async () => {
    server.close();
    server.closeAllConnections();
    if (cluster !== null) await (await cluster).destroy();
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
