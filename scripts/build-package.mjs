/**
 * `npm run build:deb`: makes `release/vigie_<version>_<arch>.deb`; `npm run build:rpm`: `release/vigie-<version>-1.<arch>.rpm`.
 * `-- --arch arm64` assembles the package of another kind of machine, `-- --to <folder>` puts it elsewhere,
 * `-- --plugin <zip>` takes a plugin that is built already.
 */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');
const { buildPluginZip } = await import('./lib/plugin-zip/build.mjs');
const { packDeb } = await import('./lib/sidecar/deb.mjs');
const { packRpm } = await import('./lib/sidecar/rpm.mjs');
const { withTree } = await import('./lib/sidecar/tree.mjs');

const packers = { deb: packDeb, rpm: packRpm };
const {
  values: { arch, to, plugin },
  positionals: formats,
} = parseArgs({
  allowPositionals: true,
  options: {
    arch: { type: 'string', default: process.arch },
    to: { type: 'string', default: inRoot('release') },
    plugin: { type: 'string' },
  },
});
const unknown = formats.find((format) => packers[format] === undefined);
if (unknown !== undefined || formats.length === 0)
  throw new Error(`There is no package in the form "${unknown ?? ''}". Give deb, rpm or both.`);
const pluginZip = plugin ?? (await buildPluginZip(inRoot('release')));
// The Debian package is packed last, since it adds its own files to the tree.
const inOrder = ['rpm', 'deb'].filter((format) => formats.includes(format));
await withTree({ arch, pluginZip }, (tree) =>
  inOrder.forEach((format) => console.log(`vigie: ${packers[format](tree, to, arch)}`)),
);
