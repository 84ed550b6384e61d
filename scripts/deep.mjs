/** `npm run test:deep`: runs the property tests of `npm test` many more times each. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

// tests/support/depth.ts reads TEST_DEPTH.
await runSuite(['unit', 'oracle'], { env: { TEST_DEPTH: process.env.TEST_DEPTH ?? '50' }, limit: 120 });
