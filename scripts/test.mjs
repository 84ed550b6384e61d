/** `npm test`: everything that must pass. `npm test -- unit stories` runs only the named parts. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');

const wanted = process.argv.slice(2);
await runSuite(wanted.length > 0 ? wanted : ['types', 'lint', 'architecture', 'unit', 'oracle', 'stories', 'faults', 'browser']);
