/**
 * `npm test`: runs everything that must pass. `npm test -- unit stories` runs only these parts, `npm test -- <path>`
 * the tests of a file or folder; `-u` also writes what they compare with (tables of the docs, captures).
 */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { runSuite } = await import('./lib/suite.mjs');
const { selectionOf } = await import('./lib/selection.mjs');

const words = process.argv.slice(2);
const selection = selectionOf(words.filter((word) => word !== '-u'));
if ('refused' in selection) {
  console.error(`vigie: ${selection.refused}`);
  process.exitCode = 1;
} else {
  await runSuite(selection.parts, { paths: selection.paths, update: words.includes('-u') });
}
