import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { baseOfChange, changedSince } from './changed.mjs';

let folder;
const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const write = (name, text) => writeFileSync(path.join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-changed-'));
  git('init', '--quiet', '--initial-branch=main');
  ['kept.ts', 'edited.ts', 'removed.ts'].forEach((name) => write(name, 'before'));
  write('.gitignore', 'ignored.ts\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('counts what is edited, staged, removed, and new files that git does not know yet', () => {
  write('edited.ts', 'after');
  rmSync(path.join(folder, 'removed.ts'));
  ['staged.ts', 'untracked.ts', 'ignored.ts'].forEach((name) => write(name, 'new'));
  git('add', 'staged.ts');
  const base = baseOfChange(folder);
  expect(base).toMatch(/^[0-9a-f]{40}$/);
  expect(changedSince(base, folder).sort()).toEqual(['edited.ts', 'removed.ts', 'staged.ts', 'untracked.ts']);
});

it('counts from where the branch began, commits of the branch included', () => {
  const first = git('rev-parse', 'HEAD').trim();
  git('switch', '--quiet', '--create', 'branch');
  write('edited.ts', 'on the branch');
  git('commit', '--quiet', '--all', '--message', 'second');
  expect(baseOfChange(folder)).toBe(first);
  expect(changedSince(first, folder)).toEqual(['edited.ts']);
});

it('finds nothing outside of a repository', () => {
  rmSync(path.join(folder, '.git'), { recursive: true });
  expect([baseOfChange(folder), changedSince('HEAD', folder)]).toEqual([null, []]);
});
