/** The embedded database: a full disk answers 503 and recovers; a second sidecar on the file, or a broken file, is refused with advice. */
import { execFileSync } from 'node:child_process';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSidecar, startSidecar, type Sidecar } from '../support/sidecar.ts';
import { until } from '../support/waiting.ts';
import { startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { expectNothingLost, startStorm, stormProvisioning, stormToken } from './storm.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vigie-full-'));
const whyNoMount = tryMount();

/** A small file system of its own; needs root. */
function tryMount(): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder], { stdio: 'pipe' });
    execFileSync('umount', [folder]);
    return null;
  } catch {
    return 'cannot mount a small tmpfs here; run as root';
  }
}

const disk = whyNoMount === null ? describe : describe.skip;

disk(whyNoMount === null ? 'a full disk' : `a full disk (skipped: ${whyNoMount})`, () => {
  let sink: WebhookSink;
  let sidecar: Sidecar;
  beforeEach(async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]);
    sink = await startWebhookSink();
    sidecar = await startSidecar({
      provisioning: stormProvisioning(sink),
      databaseUrl: `sqlite:${folder}/vigie.db`,
      clock: 'system',
    });
  });
  afterEach(async () => {
    await sidecar.remove();
    await sink.stop();
    execFileSync('umount', [folder]);
  });

  it('is answered with 503 and Retry-After, and everything continues once there is room', async () => {
    const storm = startStorm([sidecar]);
    await until('some are stored', () => storm.accepted.length > 20);
    const ballast = path.join(folder, 'ballast');
    await fill(ballast);
    const refused = await until('it is full', async () => {
      const answer = await sidecar.ingest(stormToken, {
        id: 'big',
        title: 'x',
        description: 'x'.repeat(200_000),
        status: 'firing',
      });
      return answer.status === 202 ? null : answer;
    });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await sidecar.request('GET', '/healthz')).status).toBe(200);
    expect((await sidecar.api('GET', 'incidents')).status).toBe(200);
    await rm(ballast);
    const before = storm.accepted.length;
    await until('it takes alerts again', () => storm.accepted.length > before + 20, 20_000);
    await until('it is ready', async () => (await sidecar.request('GET', '/readyz')).status === 200);
    await storm.stop();
    await expectNothingLost(sidecar, sink, [storm]);
  });
});

/** Writes until the file system has no room left. */
async function fill(file: string): Promise<void> {
  const block = Buffer.alloc(65_536, 1);
  try {
    for (;;) await writeFile(file, block, { flag: 'a' });
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
}

describe('the file of the database', () => {
  it('is used by one sidecar at a time: a second one is refused, with advice', async () => {
    const first = await startSidecar();
    try {
      const { code, output } = await runSidecar([], {
        databaseUrl: `sqlite:${path.join(first.folder, 'data/vigie.db')}`,
      });
      expect(code).toBe(1);
      expect(output).toMatch(/in use by another sidecar.*several sidecars need PostgreSQL/i);
      expect((await first.request('GET', '/readyz')).status).toBe(200);
    } finally {
      await first.remove();
    }
  });

  it.each([
    ['another kind of file', async (file: string) => writeFile(file, 'this is not a database, it only has its name')],
    ['cut off in the middle', async (file: string) => truncate(file, 5000)],
    [
      'overwritten in the middle',
      async (file: string) =>
        writeFile(file, Buffer.concat([(await readFile(file)).subarray(0, 4096), Buffer.alloc(200_000, 0x5a)])),
    ],
  ])('is refused with advice, and not touched, when it is %s', async (_, spoil) => {
    const sidecar = await startSidecar({
      provisioning: { 'test.yaml': 'apiVersion: 1\nusers: [{ login: ann, name: Ann }]\n' },
    });
    const file = path.join(sidecar.folder, 'data/vigie.db');
    try {
      await sidecar.stop();
      await spoil(file);
      const spoilt = await readFile(file);
      const { code, output } = await runSidecar([], { databaseUrl: `sqlite:${file}` });
      expect(code, output).toBe(1);
      expect(output).toMatch(/is not a healthy SQLite database.*(Restore a backup|move the file away)/);
      expect((await readFile(file)).equals(spoilt)).toBe(true);
    } finally {
      await sidecar.remove();
    }
  });
});
