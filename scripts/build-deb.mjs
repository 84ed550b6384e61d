/**
 * `npm run build:deb`: makes `release/vigie_<version>_<arch>.deb`. `-- --arch arm64` assembles the package of another kind
 * of machine, `-- --to <folder>` puts it elsewhere, `-- --plugin <zip>` takes a plugin that is built already.
 */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');
const { buildPluginZip } = await import('./lib/plugin-zip/build.mjs');
const { buildDeb } = await import('./lib/sidecar/deb.mjs');

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    to: { type: 'string', default: inRoot('release') },
    plugin: { type: 'string' },
  },
});
const plugin = values.plugin ?? (await buildPluginZip(inRoot('release')));
console.log(`vigie: ${await buildDeb(values.to, values.arch, plugin)}`);
