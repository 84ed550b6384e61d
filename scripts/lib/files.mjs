/** Lists the files of folders that are packed. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** @param {string} folder @returns {string[]} paths from it, folders excluded */
export function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names.filter((name) => statSync(path.join(folder, name)).isFile()).sort();
}
