import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IdGenerator } from '../ports/ids.ts';
import { ensureSecrets, lookAtSecrets, secretFiles } from './secrets.ts';

let folder: string;
let count = 0;
const ids: IdGenerator = { next: () => 'id', secret: (bytes) => `${count++}`.padEnd(bytes, 'x'), chance: () => 0 };
const nothing = { apiToken: null, pluginToken: null, secretKey: null };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('secrets are generated once, readable by their owner only, and stay', async () => {
  const data = path.join(folder, 'data');
  const first = await ensureSecrets(nothing, secretFiles, ids, data);
  const second = await ensureSecrets(nothing, secretFiles, ids, data);
  if (!first.ok || !second.ok) {
    throw new Error('not made');
  }
  expect(first.secrets.notes).toEqual([
    `made ${data}/api-token`,
    `made ${data}/plugin-token`,
    `made ${data}/secret-key`,
  ]);
  expect(second.secrets).toEqual({ ...first.secrets, notes: [] });
  expect(new Set([first.secrets.apiToken, first.secrets.pluginToken, first.secrets.secretKey]).size).toBe(3);
  expect((await readFile(path.join(data, 'api-token'), 'utf8')).trim()).toBe(first.secrets.apiToken);
  expect((await readdir(data)).sort()).toEqual(['api-token', 'plugin-token', 'secret-key']);
  for (const file of ['api-token', 'plugin-token', 'secret-key']) {
    expect((await stat(path.join(data, file))).mode & 0o777).toBe(0o600);
  }
});

test('sidecars that start together agree', async () => {
  const made = await Promise.all([1, 2, 3].map(() => ensureSecrets(nothing, secretFiles, ids, folder)));
  expect(
    new Set(made.map((one) => one.ok && `${one.secrets.apiToken} ${one.secrets.pluginToken} ${one.secrets.secretKey}`))
      .size,
  ).toBe(1);
});

test('what the environment gives is taken, and no file is made', async () => {
  const given = await ensureSecrets({ apiToken: 'a', pluginToken: 'p', secretKey: 'k' }, secretFiles, ids, folder);
  expect(given).toEqual({ ok: true, secrets: { apiToken: 'a', pluginToken: 'p', secretKey: 'k', notes: [] } });
  expect(await readdir(folder)).toEqual([]);
});

test('a file that others can read is noted', async () => {
  await ensureSecrets(nothing, secretFiles, ids, folder);
  await chmod(path.join(folder, 'secret-key'), 0o644);
  const again = await ensureSecrets(nothing, secretFiles, ids, folder);
  expect(again.ok && again.secrets.notes).toEqual([
    `${folder}/secret-key can be read by other users of this machine; run: chmod 600 ${folder}/secret-key`,
  ]);
});

test('a damaged key is never replaced', async () => {
  await writeFile(path.join(folder, 'secret-key'), 'half');
  expect(await ensureSecrets(nothing, secretFiles, ids, folder)).toEqual({
    ok: false,
    problem: `${folder}/secret-key holds fewer than 32 characters. Restore it from a backup, or set VIGIE_SECRET_KEY`,
  });
  expect(await readFile(path.join(folder, 'secret-key'), 'utf8')).toBe('half');
});

test('a folder that cannot be used is reported with what to do', async () => {
  await mkdir(path.join(folder, 'api-token'));
  const made = await ensureSecrets(nothing, secretFiles, ids, folder);
  expect(!made.ok && made.problem).toMatch(/can't be read or made \(EISDIR\)\. Give the sidecar a folder/);
});

test('what a start would make is known before, and nothing is made', async () => {
  const data = path.join(folder, 'not', 'yet');
  expect(await lookAtSecrets(nothing, secretFiles, data)).toEqual({
    missing: ['VIGIE_API_TOKEN', 'VIGIE_PLUGIN_TOKEN', 'VIGIE_SECRET_KEY'],
    problem: null,
  });
  expect(await readdir(folder)).toEqual([]);
  await ensureSecrets(nothing, secretFiles, ids, data);
  await rm(path.join(data, 'plugin-token'));
  expect(await lookAtSecrets(nothing, secretFiles, data)).toEqual({ missing: ['VIGIE_PLUGIN_TOKEN'], problem: null });
  expect(await lookAtSecrets({ ...nothing, pluginToken: 'p' }, secretFiles, data)).toEqual({
    missing: [],
    problem: null,
  });
});

test('why a start would refuse is said in its words', async () => {
  await writeFile(path.join(folder, 'secret-key'), 'half');
  const made = await ensureSecrets({ ...nothing, apiToken: 'a', pluginToken: 'p' }, secretFiles, ids, folder);
  const seen = await lookAtSecrets({ ...nothing, apiToken: 'a', pluginToken: 'p' }, secretFiles, folder);
  expect(seen.problem).toBe(made.ok ? null : made.problem);
  const inFile = path.join(folder, 'secret-key', 'data');
  const refused = await ensureSecrets(nothing, secretFiles, ids, inFile);
  expect(refused.ok).toBe(false);
  expect((await lookAtSecrets(nothing, secretFiles, inFile)).problem).toMatch(/can't be read or made \(ENOTDIR\)/);
  await mkdir(path.join(folder, 'api-token'));
  expect((await lookAtSecrets(nothing, secretFiles, folder)).problem).toMatch(/can't be read or made \(EISDIR\)/);
});
