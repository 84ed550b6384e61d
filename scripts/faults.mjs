/** `npm run test:faults`: runs the kill and cut tests of `npm test` many more times. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

// tests/support/depth.ts reads these variables.
await runSuite(['faults'], {
  env: { FAULT_KILLS: process.env.FAULT_KILLS ?? '200', FAULT_OUTAGE_MS: process.env.FAULT_OUTAGE_MS ?? '60000' },
  limit: 120,
});
