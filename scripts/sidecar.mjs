/** `npm run sidecar`: the sidecar alone; what follows `--` is handed to it. */
import { installIfNeeded } from './lib/install.mjs';
import { runThere } from './lib/node24.mjs';

installIfNeeded();
process.exitCode = await runThere(['backend-shim/main.ts', ...process.argv.slice(2)]);
