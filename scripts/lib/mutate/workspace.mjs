/** Makes copies of the repository for mutants; the repository itself is only read. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../paths.mjs';
import { instrument } from './instrument.mjs';

const NOT_A_SOURCE = /\.(test|fake|fixture|contract|d)\.tsx?$/;

/** @returns {string[]} files below `folder` that are code of the product, sorted */
export function sourcesBelow(folder) {
  return tracked(folder)
    .filter((file) => /\.tsx?$/.test(file) && !NOT_A_SOURCE.test(file))
    .sort();
}

/** @returns {string} */
export function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

/**
 * @param {import('./mutants.mjs').Mutant[]} mutants numbered from 1 in this order
 * @returns {{ folder: string, remove: () => void }}
 */
export function createCopy(mutants) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-mutate-'));
  for (const file of tracked('.')) cpSync(path.join(root, file), path.join(folder, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, '.mutate'));
  cpSync(new URL('active.mjs', import.meta.url), path.join(folder, '.mutate/active.mjs'));
  writeFileSync(path.join(folder, '.mutate/state.json'), JSON.stringify({ active: 0, record: null }));
  const numbered = mutants.map((mutant, index) => ({ id: index + 1, mutant }));
  for (const [file, its] of Map.groupBy(numbered, ({ mutant }) => mutant.file)) {
    const from = path.relative(path.dirname(file), '.mutate/active.mjs');
    writeFileSync(path.join(folder, file), instrument(read(file), its, from));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

function tracked(folder) {
  const out = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', folder], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return [...new Set(out.split('\0'))].filter((file) => file !== '' && existsSync(path.join(root, file)));
}
