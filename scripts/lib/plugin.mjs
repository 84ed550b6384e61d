/** Builds the Grafana plugin for `npm start` if its source is newer, and shows it in the preview host. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { installHostPackages } from './install.mjs';
import { bin, inRoot, node24 } from './paths.mjs';
import { run } from './run.mjs';

const SOURCES = ['src', 'plugin.json', 'webpack.config.ts', 'package-lock.json'];
const BUILT = 'dist/module.js';

/** @param {string} file */
function newest(file) {
  const stat = statSync(file);
  return stat.isDirectory()
    ? Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))))
    : stat.mtimeMs;
}

function pluginIsStale() {
  const built = inRoot(BUILT);
  return !existsSync(built) || SOURCES.some((name) => newest(inRoot(name)) > statSync(built).mtimeMs);
}

/** @returns {Promise<boolean>} whether there is a plugin to show */
export async function buildPluginIfStale() {
  if (!(await installHostPackages())) return false;
  if (!pluginIsStale()) return true;
  console.log('vigie: building the plugin (some 20 seconds, once)');
  const built = await run(
    node24,
    [bin('webpack'), '-c', 'webpack.config.ts', '--disable-interpret', '--env', 'production'],
    { limit: 5 * 60_000, quiet: true },
  );
  if (!built.ok)
    console.error(
      'vigie: the plugin could not be built; the sidecar runs without its pages. `npm run build` says why.',
    );
  return built.ok;
}

/**
 * @param {{ sidecarUrl: string, env: Record<string, string | undefined>, port: number }} options
 * @returns {Promise<{ url: string | null, stop(): void }>}
 */
export async function startPreviewHost({ sidecarUrl, env, port }) {
  const host = spawn(node24, ['tests/host/serve.ts', '--sidecar', sidecarUrl, '--port', String(port)], {
    cwd: inRoot('.'),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => host.kill('SIGKILL'));
  const url = await new Promise((resolve) => {
    host.once('close', () => resolve(null));
    createInterface({ input: host.stdout }).on('line', (line) => {
      const found = /^preview host: (\S+)$/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  return { url, stop: () => host.kill('SIGTERM') };
}
