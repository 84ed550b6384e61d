/** Finds what this checkout changes, so that only the affected tests run. */
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * The commit at which a branch began; on the main line the last commit, so that uncommitted changes count.
 * @returns {string | null} null outside of a repository
 */
export function baseOfChange(folder = root) {
  for (const main of ['origin/main', 'main']) {
    const base = git(folder, 'merge-base', 'HEAD', main);
    if (base !== null) return base;
  }
  return git(folder, 'rev-parse', 'HEAD');
}

/** @param {string} since a commit @returns {string[]} paths from the folder, new files included */
export function changedSince(since, folder = root) {
  const lines = [
    git(folder, 'diff', '--name-only', since),
    git(folder, 'ls-files', '--others', '--exclude-standard'),
  ].map((text) => (text ?? '').split('\n'));
  return lines.flat().filter((line) => line !== '');
}

/** @returns {string | null} the output; null: the command failed */
function git(folder, ...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
