/** Bundles the sidecar's sources and most of its packages into a few files of plain JavaScript. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { inRoot } from '../paths.mjs';
import { oneByte } from './one-byte.mjs';
import { EXTERNAL } from './packages.mjs';

/** Entries that are started by name: the process, and the threads that read calendars, go through past nights,
 * compute figures and holidays, search, read files, and answer what takes long about rotas. */
const ENTRIES = {
  main: 'backend-shim/main.ts',
  'calendar-worker': 'backend-shim/adapters/calendar-reader/worker.ts',
  'replay-worker': 'backend-shim/replay/worker.ts',
  'insight-worker': 'backend-shim/insight/worker.ts',
  'import-worker': 'backend-shim/modules/importing/worker.ts',
  'heavy-worker': 'backend-shim/heavy/worker.ts',
  'file-worker': 'backend-shim/provisioning/worker.ts',
  'search-worker': 'backend-shim/store/search/worker.ts',
  'mail-worker': 'backend-shim/wire/mail/worker.ts',
  'asking-worker': 'backend-shim/wire/asking/worker.ts',
  'holiday-worker': 'backend-shim/adapters/regions/holiday-worker.ts',
};

/** Files that the sources name by a path of the repository, and where they are beside `lib/`. */
const PLACES = [
  { in: 'backend-shim/store/release.ts', from: "'../../package.json'", to: "'../package.json'" },
  { in: 'backend-shim/http/app/files.ts', from: "'../../app'", to: "'../app'" },
  { in: 'backend-shim/http/downloads/plugin-zip.ts', from: "'../../../release'", to: "'../plugin'" },
  { in: 'backend-shim/adapters/calendar-reader/reader.ts', from: "'./worker.ts'", to: "'./calendar-worker.js'" },
  { in: 'backend-shim/replay/thread.ts', from: "'./worker.ts'", to: "'./replay-worker.js'" },
  { in: 'backend-shim/insight/thread.ts', from: "'./worker.ts'", to: "'./insight-worker.js'" },
  { in: 'backend-shim/modules/importing/running.ts', from: "'./worker.ts'", to: "'./import-worker.js'" },
  { in: 'backend-shim/heavy/place.ts', from: "'./worker.ts'", to: "'./heavy-worker.js'" },
  { in: 'backend-shim/provisioning/place.ts', from: "'./worker.ts'", to: "'./file-worker.js'" },
  { in: 'backend-shim/store/search/place.ts', from: "'./worker.ts'", to: "'./search-worker.js'" },
  { in: 'backend-shim/wire/mail/decoder.ts', from: "'./worker.ts'", to: "'./mail-worker.js'" },
  { in: 'backend-shim/wire/asking/place.ts', from: "'./worker.ts'", to: "'./asking-worker.js'" },
  { in: 'backend-shim/adapters/holidays.ts', from: "'./regions/holiday-worker.ts'", to: "'./holiday-worker.js'" },
];

/** A thread of a module goes with it. */
const isOfDeletedModule = (file) => {
  const [, module] = /^(backend-shim\/modules\/[^/]+)\//.exec(file) ?? [];
  return module !== undefined && !existsSync(inRoot(module));
};

/** Uses of a file's own place. Any other file with one would look in the wrong folder once it is bundled. */
const OWN_PLACE = /import\.meta\.(?:url|dirname|filename)/;
/** Look for packages, which are beside `lib/` as they are beside the sources. */
const REQUIRES = ['backend-shim/adapters/regions/holiday-dates.ts', 'backend-shim/http/documentation/routes.ts'];

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

/** Fastify's own compilers of schemas, which it loads only for a server that brings none: all of ours do (`ZOD_COMPILERS`). */
const NEVER_LOADED = /^@fastify\/(?:ajv-compiler|fast-json-stringify-compiler)$/;

const leaveOut = {
  name: 'leave-out',
  resolveId: (id) => (NEVER_LOADED.test(id) ? `\0left-out:${id}` : null),
  load: (id) =>
    id.startsWith('\0left-out:')
      ? `module.exports = () => { throw new Error('${id.slice(10)} is not part of the bundle; see scripts/lib/sidecar/bundle.mjs'); };`
      : null,
};

/** @param {string} folder @returns {Promise<Set<string>>} the files of packages that were bundled */
export async function bundle(folder) {
  const warnings = [];
  const build = await rolldown({
    cwd: inRoot('.'),
    input: Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => !isOfDeletedModule(file))),
    platform: 'node',
    // pg asks for its native twin and works without it.
    external: (id) => [...EXTERNAL, 'pg-native'].some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [leaveOut, relocate],
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
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.map'))) shrink(path.join(folder, name));
  return new Set(output.flatMap((chunk) => chunk.moduleIds ?? []).filter((id) => id.includes('node_modules')));
}

/** Drops the sources from a map, which would double the size of the packages; files and lines stay. */
function shrink(mapFile) {
  const codeFile = mapFile.replace(/\.map$/, '');
  const { sourcesContent: _texts, ...wide } = JSON.parse(readFileSync(mapFile, 'utf8'));
  const { code, map } = oneByte(readFileSync(codeFile, 'utf8'), wide);
  writeFileSync(codeFile, code);
  writeFileSync(mapFile, JSON.stringify(map));
}
