/** Decides which packages ship as they are beside the bundle, and which of their files run. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';

/** Packages that are not bundled: a binary, data that is loaded at the first question, and files that are served. */
export const EXTERNAL = ['@fastify/swagger-ui', 'better-sqlite3', 'date-holidays'];

/** Folders and files of packages that nothing loads: sources of binaries, builds for browsers, other ways in. */
const UNUSED = {
  astronomia: /^(?:src|data|lib\/data\/(?:elpMpp|vsop87(?!Bearth)))/,
  moment: /^(?:src|min|dist|ts3)/,
  'moment-timezone': /^builds/,
  lodash: /^fp/,
  'node-addon-api': /^(?:napi.*\.h|tools)/,
  yaml: /^browser/,
  'better-sqlite3': /^(?:deps|src|binding\.gyp|prebuilds)(?:\/|$)/,
  'date-holidays': /^(?:dist|src|types|scripts|data\/countries|data\/names\.yaml|eslint\.config\.mjs)(?:\/|$)/,
};
const UNUSED_ANYWHERE =
  /(?:\.map|\.[cm]?tsx?|(?:^|\/)(?:README|CHANGELOG|CONTRIBUTING)[^/]*\.md)$|^(?:tests?|examples|benchmarks?|\.github)\//i;

/**
 * The places of packages and of all that they need, as the lockfile lays them out.
 * @param {readonly string[]} names
 * @param {{ withOptional?: boolean }} [options] also what is optional or a peer, where the lockfile has it
 * @returns {string[]} e.g. `node_modules/pg`
 */
export function closureOf(names, { withOptional = false } = {}) {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const found = new Set();
  const visit = (name, from) => {
    const place = placeOf(name, from, packages);
    if (place === null) throw new Error(`${name}, needed by ${from || 'the sidecar'}, is not in package-lock.json`);
    if (found.has(place)) return;
    found.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = packages[place];
    for (const needed of Object.keys(dependencies ?? {})) visit(needed, place);
    if (!withOptional) return;
    for (const needed of Object.keys({ ...optionalDependencies, ...peerDependencies })) {
      if (placeOf(needed, place, packages) !== null) visit(needed, place);
    }
  };
  names.forEach((name) => visit(name, ''));
  return [...found].sort();
}

/** Node's rule: the nearest node_modules upwards. */
export function placeOf(name, from, packages) {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const place = path.posix.join(folder, 'node_modules', name);
    if (packages[place] !== undefined) return place;
    if (folder === '') return null;
  }
}

/** @param {string} place @param {string} folder the tree @param {string} arch of the binaries */
export function copyPackage(place, folder, arch) {
  const source = inRoot(place);
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const own = `prebuilds/linux-${arch}.node`;
  cpSync(source, path.join(folder, place), {
    recursive: true,
    filter: (file) => {
      const relative = path.relative(source, file);
      if (relative === 'prebuilds' || relative === own) return true;
      const isNested = relative === 'node_modules';
      return !isNested && !UNUSED_ANYWHERE.test(relative) && UNUSED[name]?.test(relative) !== true;
    },
  });
  if (name === 'better-sqlite3' && !existsSync(path.join(folder, place, own)))
    throw new Error(`better-sqlite3 has no ${own}. Look at its new layout and correct ${import.meta.filename}.`);
}
