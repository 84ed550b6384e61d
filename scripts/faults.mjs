/**
 * `npm run test:faults`: runs the kill and cut tests of `npm test` many more times. `npm run test:faults -- cluster` runs
 * those of one folder or file of tests/faults.
 */
import { existsSync } from 'node:fs';
import { onNode24 } from './lib/node24.mjs';
import { inRoot } from './lib/paths.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

// tests/support/depth.ts reads these variables.
await runSuite(['faults'], {
  env: {
    FAULT_KILLS: process.env.FAULT_KILLS ?? '200',
    FAULT_OUTAGE_MS: process.env.FAULT_OUTAGE_MS ?? '60000',
    FAULT_FREEZE_MS: process.env.FAULT_FREEZE_MS ?? '120000',
    FAULT_CLUSTER: process.env.FAULT_CLUSTER ?? 'all',
  },
  paths: process.argv.slice(2).map(folderOrFile),
  limit: 120,
});

/** @param {string} name below tests/faults, such as `cluster` or `kill` */
function folderOrFile(name) {
  const folder = `tests/faults/${name}`;
  return existsSync(inRoot(folder)) ? folder : `${folder}.test.ts`;
}
