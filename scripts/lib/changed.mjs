/** Finds what this checkout changes, so that only the affected tests run. */
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * The commit at which a branch began; on the main line the last commit, so that uncommitted changes count.
 * @returns {string | null} null outside of a repository
 */
export function baseOfChange() {
  for (const main of ['origin/main', 'main']) {
    const base = git('merge-base', 'HEAD', main);
    if (base !== null) return base;
  }
  return git('rev-parse', 'HEAD');
}

/** @param {string} since a commit @returns {string[]} paths from the root, new files included */
export function changedSince(since) {
  const lines = [git('diff', '--name-only', since), git('ls-files', '--others', '--exclude-standard')].map((text) =>
    (text ?? '').split('\n'),
  );
  return lines.flat().filter((line) => line !== '');
}

/** @returns {string | null} the output; null: the command failed */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
