/** `npm run test:soak -- 2h`: a sidecar under steady load, and what must be true of it afterwards (docs/testing.md). */
import { onNode24, runThere } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { inRoot } = await import('./lib/paths.mjs');

process.exit(await runThere([inRoot('tests/soak/soak.ts'), ...process.argv.slice(2)]));
