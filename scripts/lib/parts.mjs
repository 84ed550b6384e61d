import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installHostPackages } from './install.mjs';
import { bin, inRoot, node24 } from './paths.mjs';
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

/** What there is to run, in the order of `npm test`. `needs`: Debian packages. */
export const parts = [
  { name: 'types', run: (part) => command(part, readdirSync(inRoot('.')).filter(isTsconfig).map((file) => [bin('tsc'), ['--noEmit', '-p', file, ...remembered(file)]])) },
  { name: 'lint', run: (part) => command(part, [[bin('eslint'), ['--max-warnings', '0', '--no-warn-ignored', '.']]]) },
  { name: 'architecture', folders: ['tests/architecture'], run: vitest },
  { name: 'unit', folders: ['src', 'backend-shim', 'scripts', 'tests/support'], run: vitest, limit: 15 },
  { name: 'oracle', folders: ['tests/oracle'], run: vitest },
  { name: 'stories', folders: ['tests/stories', 'tests/rights', 'tests/security', 'tests/upgrade'], run: vitest, limit: 45 },
  { name: 'browser', folders: ['tests/e2e'], run: playwright, limit: 35 },
  { name: 'integration', folders: ['tests/integration'], run: vitest, limit: 25 },
  { name: 'faults', folders: ['tests/faults'], run: vitest, limit: 20 },
];

export const partNamed = (name) => parts.find((part) => part.name === name);

/** What was checked before is not checked again where nothing that it depends on has changed. */
const remembered = (file) => ['--incremental', '--tsBuildInfoFile', inRoot(`node_modules/.cache/types/${file}.tsbuildinfo`)];

const isTsconfig = (file) => /^tsconfig(\.\w+)?\.json$/.test(file);

/** @returns {Promise<PartResult>} */
export async function runPart(part, env = {}, limit = part.limit ?? 10) {
  console.log(`\n── ${part.name} ${'─'.repeat(Math.max(0, 60 - part.name.length))}`);
  return part.run({ ...part, env, limit: limit * 60_000 });
}

/** A part that is one check: several commands, all of which must succeed. */
async function command({ name, limit }, commands) {
  const started = performance.now();
  const ended = [];
  for (const [file, args] of commands) ended.push(await run(file, args, { limit }));
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

/** A part that is one project of vitest.config.mts. A run that crashes counts as a failure. */
async function vitest({ name, folders, env, limit }) {
  if (!folders.some((folder) => hasTests(inRoot(folder)))) {
    return { name, passed: 0, failures: [`${name}: no test files in ${folders.join(', ')}`], skipped: [], ms: 0, interrupted: false };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-tally-'));
  const tallyFile = path.join(folder, 'tally.json');
  const reporters = ['--reporter=default', `--reporter=${inRoot('scripts/lib/tally-reporter.mjs')}`];
  const ended = await run(bin('vitest'), ['run', '--project', name, ...reporters], { env: { ...env, TALLY_FILE: tallyFile }, limit });
  const tally = readTally(tallyFile);
  rmSync(folder, { recursive: true, force: true });
  return { name, ...judge(name, tally, ended), ms: ended.ms, interrupted: ended.interrupted };
}

/** The built plugin in Chromium. A build that fails is a failure of the part. */
async function playwright({ name, env, limit }) {
  if (!(await installHostPackages())) return { name, passed: 0, failures: [`${name}: the packages of the preview host could not be installed`], skipped: [], ms: 0, interrupted: false };
  const built = await run(node24, [bin('webpack'), '-c', 'webpack.config.ts', '--disable-interpret', '--env', 'production'], { limit });
  if (!built.ok) return { name, passed: 0, failures: [`${name}: the plugin could not be built (${built.why})`], skipped: [], ms: built.ms, interrupted: built.interrupted };
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-tally-'));
  const tallyFile = path.join(folder, 'tally.json');
  const ended = await run(node24, [bin('playwright'), 'test', '-c', 'tests/e2e'], { env: { ...env, TALLY_FILE: tallyFile }, limit });
  const tally = readTally(tallyFile);
  rmSync(folder, { recursive: true, force: true });
  return { name, ...judge(name, tally, ended), ms: built.ms + ended.ms, interrupted: ended.interrupted };
}

/** Puts together what vitest counted and how its process ended; neither alone is enough. */
export function judge(name, tally, ended) {
  if (tally === null) return { passed: 0, skipped: [], failures: [`${name}: no results; it ${ended.why || 'ended without writing them'}`] };
  const failures = [...tally.failures];
  const unexplained = tally.skipped.filter((one) => one.why === null);
  failures.push(...unexplained.map((one) => `${one.name}: skipped without a reason; use ctx.skip('why') or say "(skipped: why)" in the title`));
  if (tally.reason === 'interrupted') failures.push(`${name}: interrupted before its end`);
  if (!ended.ok && failures.length === 0) failures.push(`${name}: ${ended.why} although no test failed`);
  if (ended.ok && tally.passed + tally.skipped.length + failures.length === 0) failures.push(`${name}: no test ran`);
  return { passed: tally.passed, flaky: tally.flaky ?? [], failures, skipped: tally.skipped.filter((one) => one.why !== null) };
}

function readTally(file) {
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8'));
}

function hasTests(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((file) => /\.test\.(tsx?|mjs)$/.test(file));
}
