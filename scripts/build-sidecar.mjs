/**
 * `npm run build:sidecar`: compiles the sidecar into `dist-sidecar/`, one tree of plain JavaScript that needs only Node.
 * `-- --arch arm64` takes the compiled parts of another machine's kind, `-- --to <folder>` another place. The plugin that
 * it serves is the one of `npm run build:zip` if that has run, or of `-- --plugin <zip>`.
 */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { buildSidecar } = await import('./lib/sidecar/build.mjs');
const { builtZip } = await import('./lib/plugin-zip/build.mjs');
const { compiledSidecar } = await import('./lib/paths.mjs');

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    to: { type: 'string', default: compiledSidecar },
    plugin: { type: 'string' },
  },
});
const started = performance.now();
await buildSidecar(values.to, values.arch, values.plugin ?? builtZip());
console.log(`vigie: the sidecar is in ${values.to} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
