/** The container image, built from the real Dockerfile and run on a root that can only be read. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { stormProvisioning, stormToken } from '../faults/storm.ts';
import { freePort } from '../support/waiting.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import { builtOnce } from './built-once.ts';
import { Images } from './images.ts';
import type { ImageConfig } from './images.ts';
import { whyNoDebian } from './mmdebstrap.ts';
import { untilReady } from './service.ts';
import { AARCH64, elfMachines, filesWithin } from './unpacked.ts';

const BASE = 'localhost/vigie-base';
const IMAGE = 'localhost/vigie';
const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'amd64';
const MOST_BYTES = 110 * 1000 ** 2;

let images: Images;
let config: ImageConfig;
let root: string;

let missing =
  whyNoDebian() ?? (existsSync('/usr/bin/buildah') ? null : 'needs buildah; sudo apt-get install -y buildah netavark');

beforeAll(() => {
  if (missing !== null) return;
  images = new Images();
  missing = images.addBase(BASE, ARCHITECTURE, true);
  if (missing !== null) return;
  withPlugin(() => images.build(IMAGE, BASE));
  config = images.configOf(IMAGE);
  root = images.unpack(IMAGE);
}, 900_000);

beforeEach((context) => {
  if (missing !== null) context.skip(missing);
});

afterAll(() => images?.remove());

/** The Dockerfile takes the plugin from where `npm run build:zip` puts it. */
function withPlugin(build: () => void): void {
  const place = inRoot(`release/${path.basename(builtOnce.pluginZip)}`);
  const isOurs = !existsSync(place);
  if (isOurs) {
    mkdirSync(path.dirname(place), { recursive: true });
    cpSync(builtOnce.pluginZip, place);
  }
  try {
    build();
  } finally {
    if (isOurs) rmSync(place);
  }
}

it('has a user without rights, a health check, a volume, labels', () => {
  expect(config).toMatchObject({ User: '1000:1000', Volumes: { '/data': {} } });
  expect(config.Healthcheck.Test).toEqual(['CMD', '/usr/lib/vigie/bin/node', '/usr/lib/vigie/bin/healthcheck.js']);
  expect(config.Labels).toMatchObject({
    'org.opencontainers.image.title': 'Vigie',
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.version': 'test',
  });
  expect(JSON.stringify(config)).not.toMatch(/npmrc|registry/);
});

it('is small, and holds no TypeScript, no npm and no package that only tests or builds use', () => {
  const layers = images.layersOf(IMAGE);
  const sum = layers.reduce((total, size) => total + size, 0);
  console.log(`layers: ${layers.map((size) => (size / 1e6).toFixed(1)).join(' + ')} MB gzipped`);
  expect(sum).toBeGreaterThan(30e6);
  expect(sum).toBeLessThan(MOST_BYTES);
  const files = filesWithin(root);
  expect(files.filter((file) => /\.[cm]?tsx?$/.test(file))).toEqual([]);
  expect(files.filter((file) => /node_modules\/(?:npm|vitest|typescript|rolldown|@grafana)\//.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.node'))).toHaveLength(1);
  expect(files.filter((file) => /npmrc|vigie-ca/.test(file))).toEqual([]);
  const manual = String(config.Labels['org.opencontainers.image.documentation']).slice(1);
  expect(files).toEqual(expect.arrayContaining([manual, 'usr/share/doc/vigie/node-LICENSE']));
});

it('runs on a root that can only be read, pages, and serves the plugin', async () => {
  const [sink, port] = [await startWebhookSink(), await freePort()];
  onTestFinished(() => sink.stop());
  const files = images.at('files');
  mkdirSync(files, { recursive: true });
  writeFileSync(path.join(files, 'team.yaml'), stormProvisioning(sink));
  const env = { VIGIE_LISTEN: `127.0.0.1:${port}`, VIGIE_OUTGOING_ALLOW: '127.0.0.0/8' };
  const service = images.serve(root, config, { files, env });
  await untilReady(service, port);
  const ask = (route: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${route}`, init);
  expect(readFileSync(`/proc/${service.pid}/status`, 'utf8')).toMatch(/^Uid:\s+1000\s/m);
  expect(images.healthOf(root, config, env)).toBe(0);
  const alert = { id: 'disk', title: 'Disk full', status: 'firing' };
  const headers = { 'Content-Type': 'application/json' };
  expect((await ask(`/in/${stormToken}`, { method: 'POST', headers, body: JSON.stringify(alert) })).status).toBe(202);
  await sink.waitFor(({ path: to, raw }) => to === '/ann' && raw.includes('Disk full'));
  expect((await ask(`/plugin/${path.basename(builtOnce.pluginZip)}`)).headers.get('content-type')).toBe(
    'application/zip',
  );
  expect(images.healthOf(root, config, { ...env, VIGIE_LISTEN: `127.0.0.1:${await freePort()}` })).toBe(1);
});

it('the image for arm64 is assembled from programs for arm64, without running any of them', () => {
  if (ARCHITECTURE === 'arm64') return;
  expect(images.addBase(BASE, 'arm64', false)).toBe(null);
  images.build(`${IMAGE}-arm64`, BASE, ['--platform', 'linux/arm64']);
  expect(images.architectureOf(`${IMAGE}-arm64`)).toBe('arm64');
  expect(images.configOf(`${IMAGE}-arm64`)).toEqual(config);
  const machines = elfMachines(images.unpack(`${IMAGE}-arm64`));
  expect([...machines.keys()]).toEqual(
    expect.arrayContaining(['usr/lib/vigie/bin/node', 'usr/bin/bash', expect.stringMatching(/linux-arm64\.node$/)]),
  );
  expect([...machines].filter(([, machine]) => machine !== AARCH64)).toEqual([]);
}, 240_000);
