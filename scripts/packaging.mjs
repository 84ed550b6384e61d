/** `npm run test:packaging`: installs what operators install, and tests it there. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

await runSuite(['packaging']);
