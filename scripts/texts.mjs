/** `npm run texts`: brings `src/locales/en-US` up to date with the texts in the source; the French are written by hand. */
import { onNode24, runThere } from './lib/node24.mjs';

await onNode24(import.meta.url);
process.exitCode = await runThere(['tests/locales/extract.ts', '--write']);
