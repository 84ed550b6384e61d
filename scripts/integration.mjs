/**
 * `npm run test:integration`: runs tests with real monitors and a real mail server from Debian's packages, in both
 * directions.
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

await runSuite(['integration']);
