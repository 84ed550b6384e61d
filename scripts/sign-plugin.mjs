/**
 * `npm run sign -- --rootUrls https://grafana.example.com`: signs the plugin of `release/` for your own Grafanas, into
 * `release/signed/`. `--zip <file>` signs another zip. It asks grafana.com, with a token of your organization there.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');
const { defaultZip } = await import('./lib/plugin-zip/build.mjs');
const { signPlugin } = await import('./lib/plugin-zip/sign.mjs');

const { values } = parseArgs({
  options: { rootUrls: { type: 'string' }, zip: { type: 'string', default: defaultZip() } },
});
process.exitCode = 1;
if (values.rootUrls === undefined) {
  console.error('vigie: say for which Grafanas: npm run sign -- --rootUrls https://grafana.example.com,https://other');
} else if (!process.env.GRAFANA_ACCESS_POLICY_TOKEN) {
  console.error(
    'vigie: set GRAFANA_ACCESS_POLICY_TOKEN to a token of your grafana.com organization (scope plugins:write); see docs/install/grafana.md.',
  );
} else {
  const to = inRoot(`release/signed/${path.basename(values.zip)}`);
  const problem = signPlugin({ zip: values.zip, to, rootUrls: values.rootUrls });
  if (problem === null) process.exitCode = 0;
  console.log(problem === null ? `vigie: ${to}` : `vigie: the plugin was not signed: ${problem}`);
}
