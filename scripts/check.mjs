/** `npm run check`: the fast part of `npm test`. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

await runSuite(['types', 'lint', 'architecture', 'unit']);
