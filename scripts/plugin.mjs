/**
 * `npm run build`, `npm run dev`, `npm run host`: builds and shows the Grafana plugin; arguments after `--` are passed
 * on.
 */
import { onNode24, runThere } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { installHostPackages } = await import('./lib/install.mjs');
const { bin } = await import('./lib/paths.mjs');

const webpack = [bin('webpack'), '-c', 'webpack.config.ts', '--disable-interpret'];
const commands = {
  build: () => [...webpack, '--env', 'production'],
  dev: () => [...webpack, '-w', '--env', 'development'],
  host: () => ['tests/host/serve.ts'],
};

const [what, ...rest] = process.argv.slice(2);
if (what === 'host') await installHostPackages();
process.exitCode = await runThere([...commands[what ?? 'build'](), ...rest]);
