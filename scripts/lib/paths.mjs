/** Names the places and commands that scripts use. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, from which every script works, wherever it was called. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The packaged Node 24, so that a machine with an older Node works. */
export const node24 = path.join(root, 'node_modules/.bin/node');

/** @param {string} relative path from the root */
export const inRoot = (relative) => path.join(root, relative);

/** @param {string} name a package's command, e.g. `tsc` */
export const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Where `npm run build:sidecar` puts the compiled sidecar, and the file that starts it there. */
export const compiledSidecar = inRoot('dist-sidecar');
export const compiledEntry = path.join(compiledSidecar, 'bin/vigie.js');

/**
 * The arguments with which the sidecar starts. glibc assumes a machine of its own, with a memory pool per core. Names are
 * looked up on threads, of which Node has four by default: names that do not answer must not block others. Compiled code is
 * cached, so the next start takes half as long. `VIGIE_TEST_SIDECAR` names another entry, such as the compiled one, that tests
 * run instead of the sources.
 */
export const sidecarArguments = [process.env.VIGIE_TEST_SIDECAR ?? inRoot('backend-shim/main.ts')];
export const sidecarEnvironment = {
  MALLOC_ARENA_MAX: '2',
  UV_THREADPOOL_SIZE: '16',
  NODE_COMPILE_CACHE: inRoot('node_modules/.cache/vigie-sidecar'),
};
