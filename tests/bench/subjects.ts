/** What is measured: a bare Fastify, and sidecars on each database, one after the other. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { findPostgres } from '../support/postgres-find.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { startSidecar, type Sidecar, type SidecarOptions } from '../support/sidecar.ts';

export const ingestToken = 'bench-ingest-token-0123456789';

export async function withBareFastify(measure: (origin: string, pid: number) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'bare-fastify.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    await measure(url, child.pid ?? 0);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/**
 * @param provisioning YAML with an integration whose token is `ingestToken`
 * @param options changes to the usual sidecar, whose clock is the system's
 */
export async function withEachSidecar(
  provisioning: string,
  measure: (sidecar: Sidecar, subject: string, databaseUrl: string) => Promise<void>,
  options: Pick<SidecarOptions, 'clock' | 'env'> = {},
): Promise<void> {
  await withSidecar({ provisioning, ...options }, (sidecar) =>
    measure(sidecar, 'vigie on SQLite', `sqlite:${path.join(sidecar.folder, 'data/vigie.db')}`),
  );
  if (findPostgres() === null) {
    process.stderr.write(
      'no PostgreSQL on this machine, so nothing measured on it: sudo apt-get install -y postgresql\n',
    );
    return;
  }
  // Figures of a database that forgets on a power cut would flatter us.
  const cluster = await startCluster({ durable: true });
  try {
    const url = await cluster.createDatabase('bench');
    await withSidecar({ provisioning, databaseUrl: url, ...options }, (sidecar) =>
      measure(sidecar, 'vigie on PostgreSQL', url),
    );
  } finally {
    await cluster.destroy();
  }
}

async function withSidecar(options: SidecarOptions, measure: (sidecar: Sidecar) => Promise<void>): Promise<void> {
  const sidecar = await startSidecar({ clock: 'system', ...options });
  try {
    await measure(sidecar);
  } finally {
    await sidecar.remove();
  }
}
