/** Runs commands in process groups with a time limit. */
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * @typedef {object} Ended
 * @property {boolean} ok exit code 0 within the limit
 * @property {string} why how it ended if not well, else empty
 * @property {boolean} interrupted a person or the system asked us to stop
 * @property {number} ms how long it took
 */

/**
 * Runs a command in a process group of its own, so that processes it leaves behind can be ended, too.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, limit?: number, quiet?: boolean, output?: number | 'inherit' }} [options]
 *   `limit`: ms before it is ended; `output`: descriptor of the file that takes what it prints
 * @returns {Promise<Ended>}
 */
export function run(command, args, { env = {}, limit = 10 * 60_000, quiet = false, output = 'inherit' } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: quiet ? 'ignore' : ['ignore', output, output],
    detached: true,
    env: { ...process.env, ...env },
  });
  let interrupted = false;
  let late = false;
  const passOn = (signal) => {
    interrupted = true;
    endGroup(child, signal);
  };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const timer = setTimeout(() => {
    late = true;
    endGroup(child, 'SIGKILL');
  }, limit);
  return new Promise((resolve) => {
    const settle = (why) => {
      clearTimeout(timer);
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      endGroup(child, 'SIGKILL');
      resolve({ ok: why === '', why, interrupted, ms: performance.now() - started });
    };
    child.on('error', (error) => settle(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) =>
      settle(late ? `stopped after ${Math.round(limit / 60_000)} min without finishing` : howItEnded(code, signal)),
    );
  });
}

function howItEnded(code, signal) {
  if (signal) return `ended by ${signal}`;
  return code === 0 ? '' : `ended with exit code ${code}`;
}

function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
