/** Installs what every test needs, once, since two runs that start together must not both install. */
import { onNode24 } from './lib/node24.mjs';

await onNode24(import.meta.url);
const { everything, installSystemPackages } = await import('./lib/debian.mjs');

installSystemPackages(everything);
