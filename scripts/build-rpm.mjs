/** `npm run build:rpm`: makes `release/vigie-<version>-1.<arch>.rpm`, with the options of `npm run build:deb`. */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');
const { buildPluginZip } = await import('./lib/plugin-zip/build.mjs');
const { buildRpm } = await import('./lib/sidecar/rpm.mjs');

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    to: { type: 'string', default: inRoot('release') },
    plugin: { type: 'string' },
  },
});
const plugin = values.plugin ?? (await buildPluginZip(inRoot('release')));
console.log(`vigie: ${await buildRpm(values.to, values.arch, plugin)}`);
