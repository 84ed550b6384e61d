/** `npm run texts`: updates `src/locales/en-US` from the texts in the source; French is written by hand. */
import { onNode24, runThere } from './lib/node24.mjs';

await onNode24(import.meta.url);
process.exitCode = await runThere(['tests/locales/extract.ts', '--write']);
