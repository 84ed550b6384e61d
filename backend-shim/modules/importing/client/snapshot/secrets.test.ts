import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importFailure } from '#modules/importing/contract/failures';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { goalertContent, TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalert } from '../pagers/goalert/definition.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import { snapshotFolder } from './files.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

const KEY = '4f1f7f1e-8f2e-4b9e-9d51-7f5b8c3a2d10';
const MONITOR = '0c6e2b9e-2a7b-4d6f-8a7d-1c2b3a4d5e6f';
/** The ids of GoAlert's keys are their tokens; the names give no id here. */
const content = {
  ...goalertContent,
  services: goalertContent.services.map((one) => ({
    ...one,
    name: '店',
    integrationKeys: [
      { id: KEY, name: '鍵', type: 'generic', href: `https://goalert.example/api/v2/generic/incoming?token=${KEY}` },
    ],
    heartbeatMonitors: [
      { id: MONITOR, name: '心', timeoutMinutes: 30, href: `https://goalert.example/heartbeat/${MONITOR}`, muted: '' },
    ],
  })),
};

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start() {
  const one = await importTry({ pager: goalert, transport: goalertPeer(content), now: TAKEN });
  tries.push(one);
  return one;
}

async function everything(one: ImportTry): Promise<string> {
  const root = path.join(one.folder, 'snapshot');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n') + files.join('\n');
}

describe('a token', () => {
  test('that is an id is in no snapshot for a bug report, nor the address of the source', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    await one.run({ step: 'plan' });
    const text = await everything(one);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(MONITOR);
    expect(text).not.toMatch(/pager\.example|goalert\.example/);
  });

  test('is in nothing that is printed or handed on, and in no id', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
    expect(await one.run({ step: 'plan', json: true })).toBe(0);
    expect(await one.run({ step: 'prove' })).toBe(0);
    const shown = [...one.printed, ...one.progress, await one.read('report.html')].join('\n');
    expect(shown).not.toMatch(new RegExp(`${KEY}|${MONITOR}`));
    const { objects } = await one.plan();
    expect(objects.integrations).toMatchObject([
      { id: expect.stringMatching(/^id-[0-9a-f]{12}$/) as string, token: KEY },
      { token: MONITOR },
    ]);
  });
});

describe('a snapshot for a bug report', () => {
  test('does not go where one with names is', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const before = await one.read('manifest.json');
    expect(await one.run({ step: 'fetch', redact: true })).toBe(2);
    expect(one.progress.at(-1)).toMatch(/give another folder to --redact/);
    expect(await one.read('manifest.json')).toBe(before);
  });

  test('does not go where a plan is, and goes where another of its kind is', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    const other = await start();
    await snapshotFolder(path.join(other.folder, 'snapshot')).write('plan.json', '{}');
    expect(await other.run({ step: 'fetch', redact: true })).toBe(2);
  });
});

test('a snapshot that cannot be written whole leaves the old one', async () => {
  const one = await start();
  expect(await one.run({ step: 'fetch' })).toBe(0);
  const folder = snapshotFolder(path.join(one.folder, 'snapshot'));
  const before = await readSnapshot(folder, 'goalert');
  expect(before.ok).toBe(true);
  let writes = 0;
  const full = {
    ...folder,
    write: (file: string, text: string) =>
      ++writes === 3
        ? Promise.resolve(importFailure('snapshot-unwritable', { folder: folder.path, detail: 'no space left' }))
        : folder.write(file, text),
  };
  if (before.ok) {
    const written = await writeSnapshot(full, { ...before.value.manifest, readFor: 1 }, before.value);
    expect(written.ok).toBe(false);
  }
  expect(await readSnapshot(folder, 'goalert')).toEqual(before);
  expect(await folder.list('incoming')).toEqual([]);
});
