/** Builds the plugin and packs it as Grafana and its catalogue expect it: one folder with the plugin's id. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesIn } from '../files.mjs';
import { bin, inRoot, node24 } from '../paths.mjs';
import { releaseTime } from '../release-time.mjs';
import { repositoryAddress, withLinks } from '../repository.mjs';
import { run } from '../run.mjs';
import { writeZip } from './zip.mjs';

export const PLUGIN_ID = 'vigie-oncall-app';

/** @returns {string} e.g. `vigie-oncall-app-0.2.0.zip` */
export function zipName() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return `${PLUGIN_ID}-${version}.zip`;
}

/** Where `npm run build:zip` puts the zip. */
export const defaultZip = () => inRoot(`release/${zipName()}`);

/** The zip that the compiled sidecar contains if nobody names another; null: none has been built. */
export const builtZip = () => (existsSync(defaultZip()) ? defaultZip() : null);

/** @param {string} folder @returns {Promise<string>} the zip in it */
export async function buildPluginZip(folder) {
  const time = releaseTime();
  const built = mkdtempSync(path.join(tmpdir(), 'vigie-plugin-'));
  try {
    // A cache of another build could bring other bytes than this commit's.
    const webpack = [bin('webpack'), '-c', 'webpack.config.ts', '--disable-interpret', '--no-cache'];
    const env = { SOURCE_DATE_EPOCH: String(time.getTime() / 1000) };
    const ended = await run(node24, [...webpack, '--env', 'production', '--env', `to=${built}`], { env });
    if (!ended.ok) throw new Error(`the plugin could not be built: ${ended.why}`);
    for (const name of filesIn(built).filter((file) => path.basename(file) === 'plugin.json')) {
      const description = path.join(built, name);
      const plugin = JSON.parse(readFileSync(description, 'utf8'));
      writeFileSync(description, `${JSON.stringify(withLinks(plugin, repositoryAddress()), null, 2)}\n`);
    }
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, zipName());
    writeFileSync(file, writeZip(filesOf(built), time));
    return file;
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {Map<string, Buffer>} by their names in the zip */
export function filesOf(folder) {
  return new Map(filesIn(folder).map((name) => [`${PLUGIN_ID}/${name}`, readFileSync(path.join(folder, name))]));
}
