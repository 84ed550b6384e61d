/** How large a sidecar and its database are. Nothing in the sidecar is changed for it: V8 answers through its inspector. */
import { statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { WebSocket } from 'undici';
import type { Sidecar } from '../support/sidecar.ts';

const MB = 1024 * 1024;
const PATIENCE_MS = 60_000;

/** V8's used heap after a forced collection, MB. The sidecar stands still for it, some tenths of a second. */
export async function collectedHeapMb(sidecar: Sidecar): Promise<number> {
  const { msg } = await sidecar.logLine((line) => INSPECTOR.test(line.msg));
  const [, url = ''] = INSPECTOR.exec(msg) ?? [];
  const socket = new WebSocket(url);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`the inspector at ${url} does not answer`)));
    });
    // What only the first one finalizes is freed by the second.
    await ask(socket, 1, 'HeapProfiler.collectGarbage');
    await ask(socket, 2, 'HeapProfiler.collectGarbage');
    const { usedSize } = await ask<{ usedSize: number }>(socket, 3, 'Runtime.getHeapUsage');
    return usedSize / MB;
  } finally {
    socket.close();
  }
}

const INSPECTOR = /^Debugger listening on (ws:\/\/127\.0\.0\.1:\S+)$/;

function ask<Result>(socket: WebSocket, id: number, method: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the inspector did not answer ${method}`)), PATIENCE_MS);
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as { id?: number; result?: Result; error?: { message: string } };
      if (answer.id !== id) return;
      clearTimeout(timer);
      if (answer.error === undefined) resolve(answer.result as Result);
      else reject(new Error(`${method}: ${answer.error.message}`));
    });
    socket.send(JSON.stringify({ id, method }));
  });
}

/** @param databaseUrl absent: SQLite in the sidecar's own folder, its log included */
export async function databaseMb(sidecar: Sidecar, databaseUrl: string | undefined): Promise<number> {
  if (databaseUrl === undefined) {
    const file = path.join(sidecar.folder, 'data/vigie.db');
    const sizes = [file, `${file}-wal`].map((one) => statSync(one, { throwIfNoEntry: false })?.size ?? 0);
    return sizes.reduce((total, size) => total + size, 0) / MB;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ size: string }>('select pg_database_size(current_database()) as size');
    return Number(rows[0]?.size) / MB;
  } finally {
    await client.end();
  }
}
