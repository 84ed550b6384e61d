/** `npm run sidecar`: runs the sidecar alone; arguments after `--` are passed on. */
import { installIfNeeded } from './lib/install.mjs';
import { runThere } from './lib/node24.mjs';
import { sidecarArguments, sidecarEnvironment } from './lib/paths.mjs';

installIfNeeded();
process.exitCode = await runThere([...sidecarArguments, ...process.argv.slice(2)], sidecarEnvironment);
