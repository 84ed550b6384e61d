/** Grafana installs the plugin from the sidecar, in the sidecar's own version. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
const bytes = Buffer.from('not really a zip, but what the operator named');

let folder: string;
let zip: string;
let sidecar: Sidecar;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-zip-'));
  zip = path.join(folder, 'signed.zip');
  writeFileSync(zip, bytes);
  sidecar = await startSidecar({ env: { VIGIE_PLUGIN_ZIP: zip, VIGIE_PUBLIC_LISTEN: '127.0.0.1:0' } });
});
afterAll(async () => {
  await sidecar?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const get = (name: string, origin = sidecar.url) => fetch(`${origin}/plugin/${name}`);

it('serves the file that the operator named, without a token', async () => {
  const answer = await get(`vigie-oncall-app-${version}.zip`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});

it('has no other version, and nothing on the public listener', async () => {
  expect((await get('vigie-oncall-app-0.0.1.zip')).status).toBe(404);
  const listening = await sidecar.logLine(({ msg }) => msg === 'listening publicly');
  expect((await get(`vigie-oncall-app-${version}.zip`, String(listening['url']))).status).toBe(404);
});

it('says what to do where there is no file', async () => {
  rmSync(zip);
  const answer = await get(`vigie-oncall-app-${version}.zip`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('VIGIE_PLUGIN_ZIP');
});
