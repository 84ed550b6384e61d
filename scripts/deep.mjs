/** `npm run test:deep`: the property tests of `npm test` with many more runs each. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

// Read by tests/support/depth.ts.
await runSuite(['unit', 'oracle'], { env: { TEST_DEPTH: process.env.TEST_DEPTH ?? '50' }, limit: 120 });
