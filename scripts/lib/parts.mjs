/** Defines the parts of `npm test` and runs them. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { installHostPackages } from './install.mjs';
import { bin, compiledEntry, inRoot, node24 } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} PartResult
 * @property {string} name
 * @property {number} passed
 * @property {string[]} [flaky] passed only when they were tried again; one line each
 * @property {string[]} failures one line each
 * @property {Array<{ name: string, why: string | null }>} skipped
 * @property {number} ms
 * @property {boolean} interrupted
 */

/** The parts of `npm test`, in order. `onCompiled`: in CI it tests the sidecar that ships instead of its sources. */
export const parts = [
  {
    name: 'format',
    run: (part) => {
      const files = part.changed ?? ['.'];
      return command(part, files.length === 0 ? [] : [[bin('prettier'), ['--check', '--ignore-unknown', ...files]]]);
    },
  },
  {
    name: 'types',
    run: (part) =>
      command(
        part,
        readdirSync(inRoot('.'))
          .filter(isTsconfig)
          .map((file) => [bin('tsc'), ['--noEmit', '-p', file, ...remembered(file)]]),
      ),
  },
  {
    name: 'lint',
    run: (part) =>
      command(part, [
        [bin('eslint'), ['--max-warnings', '0', '--no-warn-ignored', ...(part.cached ? lintCache : []), '.']],
        // What nobody imports: files, exports, packages.
        [bin('knip'), ['--no-progress', '--treat-config-hints-as-errors']],
      ]),
  },
  // These tests read files instead of importing them, so changes do not show which of them are affected.
  { name: 'architecture', folders: ['tests/architecture'], run: (part) => vitest({ ...part, since: undefined }) },
  {
    name: 'unit',
    folders: ['src', 'backend-shim', 'scripts', 'tests/support', 'tests/locales', 'tests/host'],
    run: vitest,
    limit: 15,
  },
  { name: 'oracle', folders: ['tests/oracle'], run: vitest },
  {
    name: 'stories',
    folders: ['tests/stories', 'tests/rights', 'tests/security', 'tests/upgrade', 'tests/modules'],
    run: vitest,
    onCompiled: true,
    limit: 45,
  },
  // What is attacked is made from the schemas of the sources.
  { name: 'attack', folders: ['tests/attack'], run: vitest, limit: 15 },
  // The rights are a part of the stories, but run apart in `npm run check`.
  {
    name: 'rights',
    project: 'stories',
    folders: ['tests/rights'],
    run: (part) => vitest({ ...part, since: undefined, paths: part.paths.length > 0 ? part.paths : part.folders }),
  },
  // Stories as well, whose whole months are for `npm run test:deep`.
  {
    name: 'months',
    project: 'stories',
    folders: ['tests/stories/insight/months'],
    run: (part) => vitest({ ...part, paths: part.paths.length > 0 ? part.paths : part.folders }),
    limit: 60,
  },
  { name: 'browser', folders: ['tests/e2e'], run: playwright, onCompiled: true, limit: 45 },
  { name: 'integration', folders: ['tests/integration'], run: vitest, limit: 25 },
  { name: 'packaging', folders: ['tests/packaging'], run: vitest, limit: 30 },
  { name: 'faults', folders: ['tests/faults'], run: vitest, onCompiled: true, limit: 20 },
];

export const partNamed = (name) => parts.find((part) => part.name === name);

/** Options that skip checks whose inputs have not changed. */
const remembered = (file) => [
  '--incremental',
  '--tsBuildInfoFile',
  inRoot(`node_modules/.cache/types/${file}.tsbuildinfo`),
];

/**
 * Makes ESLint compare content, since a checkout changes times. A type-aware rule may miss a change in another file, so
 * `npm test` runs without this cache.
 */
const lintCache = ['--cache', '--cache-strategy', 'content', '--cache-location', inRoot('node_modules/.cache/lint/')];

const isTsconfig = (file) => /^tsconfig(\.\w+)?\.json$/.test(file);

/**
 * @param {object} part one of `parts`
 * @param {object} [options]
 * @param {Record<string, string>} [options.env]
 * @param {number} [options.limit] minutes
 * @param {readonly string[]} [options.paths] only these files and folders, from the root
 * @param {boolean} [options.update] writes what tests compare with
 * @param {string} [options.since] only tests of what has changed since this commit
 * @param {readonly string[]} [options.changed] files that have changed since then; others keep their format
 * @param {boolean} [options.cached] what was checked before and has not changed is not checked again
 * @param {number} [options.output] descriptor of the file that takes what it prints
 * @returns {Promise<PartResult>}
 */
export async function runPart(
  part,
  { env = {}, limit = part.limit ?? 10, paths = [], update = false, since, changed, cached = false, output } = {},
) {
  const title = `\n── ${part.name} ${'─'.repeat(Math.max(0, 60 - part.name.length))}`;
  if (output === undefined) console.log(title);
  else writeSync(output, `${title}\n`);
  const sidecar = isOnCompiled(part, paths) ? await compiledOnce() : { ok: true, env: {} };
  if (!sidecar.ok) return notRun(part.name, `the sidecar could not be compiled (${sidecar.why})`, sidecar);
  return part.run({
    ...part,
    env: { ...sidecar.env, ...env },
    limit: limit * 60_000,
    paths,
    update,
    since,
    changed,
    cached,
    output,
  });
}

/** Only a full run tests the compiled sidecar: whoever names files is at work on the sources. */
export const isOnCompiled = ({ onCompiled = false }, paths, { CI } = process.env) =>
  onCompiled && paths.length === 0 && CI !== undefined;

let compiled;

/** Compiles the sidecar once for all parts of this run. */
function compiledOnce() {
  compiled ??= run(node24, [inRoot('scripts/build-sidecar.mjs')]).then((ended) => ({
    ...ended,
    env: { VIGIE_TEST_SIDECAR: compiledEntry },
  }));
  return compiled;
}

/** The result of a part that could not begin. */
const notRun = (name, why, { ms, interrupted } = { ms: 0, interrupted: false }) => ({
  name,
  passed: 0,
  failures: [`${name}: ${why}`],
  skipped: [],
  ms,
  interrupted,
});

/**
 * Runs a part that is one check: several commands that must all succeed; as many run at once as there are processors.
 */
async function command({ name, limit, output }, commands) {
  const started = performance.now();
  const ended = [];
  const waiting = [...commands];
  const next = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      ended.push(await run(...one, { limit, output }));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  const bad = ended.filter((one) => !one.ok);
  return {
    name,
    passed: bad.length === 0 ? 1 : 0,
    failures: bad.length === 0 ? [] : [`${name}: ${bad.map((one) => one.why).join(', ')}; its output is above`],
    skipped: [],
    ms: performance.now() - started,
    interrupted: ended.some((one) => one.interrupted),
  };
}

/** Runs a part: the projects of vitest.config.mts whose names begin with its own. A crashed run counts as a failure. */
async function vitest({ name, project = name, folders, env, limit, paths, update, since, output }) {
  if (!folders.some((folder) => hasTests(inRoot(folder)))) {
    return notRun(name, `no test files in ${folders.join(', ')}`);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-tally-'));
  const tallyFile = path.join(folder, 'tally.json');
  const reporters = ['--reporter=default', `--reporter=${inRoot('scripts/lib/tally-reporter.mjs')}`];
  const ended = await run(
    bin('vitest'),
    [...wanted(paths, since), ...(update ? ['-u'] : []), '--project', `${project}*`, ...reporters],
    {
      env: { ...env, TALLY_FILE: tallyFile },
      limit,
      output,
    },
  );
  const tally = readTally(tallyFile);
  rmSync(folder, { recursive: true, force: true });
  return {
    name,
    ...judge(name, tally, ended, { mayBeEmpty: since !== undefined }),
    ms: ended.ms,
    interrupted: ended.interrupted,
  };
}

const isTest = (file) => /\.(test|spec)\.(tsx?|mjs)$/.test(file);

/** A source that is not a test stands for the tests that import it. */
function wanted(paths, since) {
  if (since !== undefined) return ['run', '--changed', since, '--passWithNoTests'];
  const sources = paths.some((file) => !isTest(file) && statSync(inRoot(file)).isFile());
  return sources ? ['related', '--run', ...paths] : ['run', ...paths];
}

/** Runs the built plugin in Chromium. A failed build is a failure of the part. */
async function playwright({ name, env, limit, paths }) {
  if (!(await installHostPackages())) return notRun(name, 'the packages of the preview host could not be installed');
  const built = await run(
    node24,
    [bin('webpack'), '-c', 'webpack.config.ts', '--disable-interpret', '--env', 'production'],
    { limit },
  );
  if (!built.ok) return notRun(name, `the plugin could not be built (${built.why})`, built);
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-tally-'));
  const tallyFile = path.join(folder, 'tally.json');
  const ended = await run(
    node24,
    [bin('playwright'), 'test', '-c', 'tests/e2e', ...paths, ...(paths.length > 0 ? ['--no-deps'] : [])],
    { env: { ...env, TALLY_FILE: tallyFile }, limit },
  );
  const tally = readTally(tallyFile);
  rmSync(folder, { recursive: true, force: true });
  return { name, ...judge(name, tally, ended), ms: built.ms + ended.ms, interrupted: ended.interrupted };
}

/** Combines what vitest counted with how its process ended; neither alone is enough. */
export function judge(name, tally, ended, { mayBeEmpty = false } = {}) {
  if (tally === null && mayBeEmpty && ended.ok) return { passed: 0, skipped: [], failures: [] };
  if (tally === null)
    return {
      passed: 0,
      skipped: [],
      failures: [`${name}: no results; it ${ended.why || 'ended without writing them'}`],
    };
  const failures = [...tally.failures];
  const unexplained = tally.skipped.filter((one) => one.why === null);
  failures.push(
    ...unexplained.map(
      (one) => `${one.name}: skipped without a reason; use ctx.skip('why') or say "(skipped: why)" in the title`,
    ),
  );
  if (tally.reason === 'interrupted') failures.push(`${name}: interrupted before its end`);
  if (!ended.ok && failures.length === 0) failures.push(`${name}: ${ended.why} although no test failed`);
  if (ended.ok && !mayBeEmpty && tally.passed + tally.skipped.length + failures.length === 0)
    failures.push(`${name}: no test ran`);
  return {
    passed: tally.passed,
    flaky: tally.flaky ?? [],
    failures,
    skipped: tally.skipped.filter((one) => one.why !== null),
  };
}

function readTally(file) {
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8'));
}

function hasTests(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((file) => /\.test\.(tsx?|mjs)$/.test(file));
}
