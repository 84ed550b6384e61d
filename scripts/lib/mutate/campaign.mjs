/**
 * Runs a mutation campaign: first records which test reaches which mutant, then runs each mutant against the tests that
 * reach it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nearestFirst } from './near.mjs';

const DRY_LIMIT = 300_000;
/**
 * A mutant that takes this many times as long as the original is caught in a loop, or waits for an event that never
 * comes.
 */
const SLOWER = 4;
const AT_LEAST = 20_000;

/**
 * @typedef {object} Test
 * @property {string} file
 * @property {number} ms how long it took without a mutant
 * @property {Set<number>} reached numbers of mutants
 */

/**
 * Runs every test without a mutant. Tests that fail are left out.
 * @returns {Promise<{ tests: Test[], leftOut: string[] }>}
 */
export async function dryRun(runners, files, tell) {
  const tests = [];
  const leftOut = [];
  await shared(files, runners, async (file, { runner, folder }, index) => {
    const record = path.join(folder, `.mutate/reached-${index}`);
    const started = performance.now();
    const answer = await runner.ask({ kind: 'run', active: 0, record, files: [file] }, DRY_LIMIT);
    if (answer?.passed !== true) leftOut.push(file);
    else tests.push({ file, ms: performance.now() - started, reached: numbersIn(record) });
    tell(`dry run: ${tests.length + leftOut.length}/${files.length} test files`);
  });
  return { tests, leftOut };
}

/**
 * @param {import('./mutants.mjs').Mutant[]} mutants numbered from 1
 * @param {Test[]} tests
 * @returns {Promise<{ status: 'killed' | 'survived' | 'not reached' | 'timed out', by: string | null }[]>} in the order of the mutants
 */
export async function judgeAll(runners, mutants, tests, tell) {
  const verdicts = Array(mutants.length).fill(null);
  let done = 0;
  await shared(mutants, runners, async (mutant, { runner }, index) => {
    verdicts[index] = await judge(runner, mutant, index + 1, tests);
    done += 1;
    tell(`${done}/${mutants.length} ${verdicts[index].status}: ${mutant.file}:${mutant.line}`);
  });
  return verdicts;
}

export async function judge(runner, mutant, id, tests) {
  const its = nearestFirst(
    mutant.file,
    tests.filter(({ reached }) => reached.has(id)),
  );
  if (its.length === 0) return { status: 'not reached', by: null };
  const limit = AT_LEAST + SLOWER * its.reduce((sum, { ms }) => sum + ms, 0);
  const answer = await runner.ask({ kind: 'run', active: id, record: null, files: its.map(({ file }) => file) }, limit);
  if (answer === null) return { status: 'timed out', by: null };
  return answer.passed ? { status: 'survived', by: null } : { status: 'killed', by: answer.by };
}

/** Each runner takes the next item when it is free. */
async function shared(items, runners, work) {
  let next = 0;
  await Promise.all(
    runners.map(async (runner) => {
      while (next < items.length) {
        const index = next;
        next += 1;
        await work(items[index], runner, index);
      }
    }),
  );
}

function numbersIn(record) {
  try {
    return new Set(readFileSync(record, 'utf8').split('\n').filter(Boolean).map(Number));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return new Set();
  }
}
