/** Runs a worker process that is replaced if it hangs. */
import { fork } from 'node:child_process';
import path from 'node:path';

const START_LIMIT = 180_000;
/** A tenth of the examples of property tests, since they run for each mutant; tests/support/depth.ts reads it. */
const DEPTH = '0.1';

/**
 * @param {string} copy folder of the repository's copy
 * @param {string[]} projects vitest projects
 */
export function createRunner(copy, projects) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;

  const start = async () => {
    // A process group of its own, so that processes started by a test end with it.
    child = fork(path.join(copy, 'scripts/lib/mutate/worker.mjs'), [JSON.stringify(projects)], {
      cwd: copy,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { TEST_DEPTH: DEPTH, ...process.env, NODE_ENV: 'test' },
    });
    child.stderr.resume();
    const answer = await next(child, START_LIMIT);
    if (answer?.ready !== true) throw new Error(`vitest did not start in ${copy}: ${JSON.stringify(answer)}`);
  };

  const stop = () => {
    if (child?.pid !== undefined && child.exitCode === null) endGroup(child.pid);
    child = null;
  };

  return {
    /**
     * @param {object} question see worker.mjs
     * @param {number} limit ms
     * @returns {Promise<any>} the worker's answer, or null where it took longer or died
     */
    async ask(question, limit) {
      if (child === null) await start();
      child.send(question);
      const answer = await next(child, limit);
      if (answer === null) stop();
      if (answer?.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    stop,
  };
}

function next(child, limit) {
  return new Promise((resolve) => {
    const settle = (answer) => {
      clearTimeout(timer);
      child.off('message', settle).off('exit', died);
      resolve(answer);
    };
    const died = () => settle(null);
    const timer = setTimeout(died, limit);
    child.on('message', settle).on('exit', died);
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
