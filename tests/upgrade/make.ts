/** `node tests/upgrade/make.ts 0.1.0`: makes the databases of a released version, by its own sidecar. Made once, then kept. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findPostgres } from '../support/postgres-find.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { startSidecar } from '../support/sidecar.ts';
import { filesOf } from './files.ts';
import { fill } from './fill.ts';
import { startPeers } from './peers.ts';

const release = process.argv[2] ?? '';
const folder = path.join(import.meta.dirname, 'databases', release);

async function make(
  databaseUrl: string | undefined,
  keep: (folder: string) => Promise<Buffer>,
  name: string,
): Promise<void> {
  const peers = await startPeers();
  const provisioning = filesOf(peers);
  const sidecar = await startSidecar({
    release,
    provisioning: 'apiVersion: 1',
    env: peers.env,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  try {
    await sidecar.setClock('2026-03-02T08:00:00Z');
    await sidecar.provision(provisioning);
    await sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded');
    const facts = await fill(sidecar, peers);
    await sidecar.stop();
    const problems = sidecar.errors.map((line) => JSON.stringify(line));
    if (problems.length > 0) console.log(`errors in the log of ${name}:\n${problems.join('\n')}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'files.json'), `${provisioning}\n`);
    await writeFile(path.join(folder, `${name}.gz`), gzipSync(await keep(sidecar.folder), { level: 9 }));
    await writeFile(path.join(folder, `${name}.facts.json`), `${JSON.stringify(facts, null, 2)}\n`);
  } finally {
    await sidecar.remove();
    await peers.stop().catch(() => undefined);
  }
}

await make(undefined, (at) => readFile(path.join(at, 'data/vigie.db')), 'sqlite.db');
const cluster = await startCluster();
try {
  const url = await cluster.createDatabase('made');
  const dump = async () =>
    (
      await promisify(execFile)(
        path.join(findPostgres() ?? '', 'pg_dump'),
        ['--no-owner', '--no-privileges', '--inserts', url],
        { encoding: 'buffer', maxBuffer: 2 ** 26 },
      )
    ).stdout;
  await make(url, dump, 'postgres.sql');
} finally {
  await cluster.destroy();
}
