/** Finds the time that everything of a build carries, so that the same commit gives the same bytes. */
import { spawnSync } from 'node:child_process';
import { inRoot } from './paths.mjs';

/**
 * `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the time of the commit.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Date}
 */
export function releaseTime(env = process.env) {
  const seconds = env.SOURCE_DATE_EPOCH || timeOfCommit();
  if (!/^\d+$/.test(seconds))
    throw new Error('There is no commit to take the time from. Set SOURCE_DATE_EPOCH to seconds since 1970.');
  return new Date(Number(seconds) * 1000);
}

function timeOfCommit() {
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: inRoot('.'), encoding: 'utf8' });
  return (stdout ?? '').trim();
}
