/**
 * `npm run test:faults`: runs the kill and cut tests of `npm test` many more times. `npm run test:faults -- cluster` runs
 * those of one folder or file of tests/faults.
 */
import { onNode24 } from './lib/node24.mjs';

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
  paths: process.argv.slice(2).map((name) => `tests/faults/${name}`),
  limit: 120,
});
