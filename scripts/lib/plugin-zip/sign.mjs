/** Signs the plugin for given addresses of Grafana, with the tool of Grafana Labs, which asks grafana.com. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { releaseTime } from '../release-time.mjs';
import { filesOf, PLUGIN_ID } from './build.mjs';
import { readZip, writeZip } from './zip.mjs';

/** The signer is no dependency: whoever signs reaches grafana.com, and so the registry. */
const SIGNER = '@grafana/sign-plugin@3.3.3';

/** @param {{ zip: string, to: string, rootUrls: string }} options @returns {string | null} why it failed */
export function signPlugin({ zip, to, rootUrls }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-sign-'));
  const plugin = path.join(folder, PLUGIN_ID);
  try {
    for (const [name, bytes] of readZip(readFileSync(zip))) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    const asked = ['--yes', SIGNER, '--rootUrls', rootUrls, '--distDir', plugin];
    const { status, error } = spawnSync('npx', asked, { cwd: folder, stdio: 'inherit' });
    if (status !== 0) return error?.message ?? `${SIGNER} ended with ${status}`;
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, writeZip(filesOf(plugin), releaseTime()));
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
