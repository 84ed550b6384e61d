/**
 * `npm run build:zip`: makes `release/vigie-oncall-app-<version>.zip`, the plugin as Grafana installs it. The same commit
 * gives the same bytes. `-- --to <folder>` puts it elsewhere.
 */
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');
const { buildPluginZip } = await import('./lib/plugin-zip/build.mjs');

const { values } = parseArgs({ options: { to: { type: 'string', default: inRoot('release') } } });
console.log(`vigie: ${await buildPluginZip(values.to)}`);
