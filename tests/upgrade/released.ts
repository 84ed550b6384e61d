/** Sources of released sidecars, unpacked from their archives when somebody needs them. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { unpack, verified } from './archive.ts';

/** Beside the tests, not below `node_modules`: Node runs no TypeScript there, and packages must be found from here. */
const UNPACKED = path.join(import.meta.dirname, '.unpacked');

export const archiveOf = (release: string): string => path.join(import.meta.dirname, `${release}.tar.gz`);

/** @returns the folder with `backend-shim`, `src` and `package.json` of a release, e.g. `0.1.0` */
export function sourcesOf(release: string): string {
  const { content, hash } = verified(archiveOf(release));
  const folder = path.join(UNPACKED, `${release}-${hash.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(UNPACKED, { recursive: true });
  const made = mkdtempSync(path.join(UNPACKED, 'making-'));
  unpack(content, made);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another process was faster.
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
