/** Bundles the sidecar's sources and most of its packages into a few files of plain JavaScript. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { inRoot } from '../paths.mjs';
import { EXTERNAL } from './packages.mjs';

/** Entries that are started by name: the process, and the thread that reads calendars. */
const ENTRIES = {
  main: 'backend-shim/main.ts',
  'calendar-worker': 'backend-shim/adapters/calendar-reader/worker.ts',
};

/** Files that the sources name by a path of the repository, and where they are beside `lib/`. */
const PLACES = [
  { in: 'backend-shim/store/release.ts', from: "'../../package.json'", to: "'../package.json'" },
  { in: 'backend-shim/http/app/files.ts', from: "'../../app'", to: "'../app'" },
  { in: 'backend-shim/http/downloads/plugin-zip.ts', from: "'../../../release'", to: "'../plugin'" },
  { in: 'backend-shim/adapters/calendar-reader/reader.ts', from: "'./worker.ts'", to: "'./calendar-worker.js'" },
];

/** Uses of a file's own place. Any other file with one would look in the wrong folder once it is bundled. */
const OWN_PLACE = /import\.meta\.(?:url|dirname|filename)/;
/** Looks for a package, which is beside `lib/` as it is beside the sources. */
const REQUIRES = ['backend-shim/adapters/holidays.ts'];

const relocate = {
  name: 'relocate',
  // Places are replaced on loading, since a transformation would need a map of its own: lines stay where they are.
  load(id) {
    const file = path.relative(inRoot('.'), id);
    if (!/^(?:backend-shim|src)\/.*\.ts$/.test(file)) return null;
    const code = readFileSync(id, 'utf8');
    if (!OWN_PLACE.test(code)) return null;
    const place = PLACES.find((one) => one.in === file);
    if (place === undefined) {
      if (REQUIRES.includes(file)) return null;
      throw new Error(`${file} uses its own place. Say in scripts/lib/sidecar/bundle.mjs where that is in the bundle.`);
    }
    if (!code.includes(place.from)) throw new Error(`${file} no longer names ${place.from}. Correct PLACES.`);
    return { code: code.replace(place.from, place.to), moduleType: 'ts' };
  },
};

/** @param {string} folder @returns {Promise<Set<string>>} the files of packages that were bundled */
export async function bundle(folder) {
  const warnings = [];
  const build = await rolldown({
    cwd: inRoot('.'),
    input: ENTRIES,
    platform: 'node',
    // pg asks for its native twin and works without it.
    external: (id) => [...EXTERNAL, 'pg-native'].some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [relocate],
    onLog: (level, log) => void (level === 'warn' && warnings.push(log.message)),
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sourcemap: true,
    // Errors are named after their classes, so these keep their names.
    keepNames: true,
    comments: false,
    minify: true,
  });
  await build.close();
  if (warnings.length > 0) throw new Error(`the bundle has problems:\n${warnings.join('\n')}`);
  dropTexts(folder);
  return new Set(output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => id.includes('node_modules')));
}

/** Drops the sources from maps, which would double the size of the packages; files and lines stay. */
function dropTexts(folder) {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.map'))) {
    const file = path.join(folder, name);
    const { sourcesContent: _texts, ...map } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(map));
  }
}
