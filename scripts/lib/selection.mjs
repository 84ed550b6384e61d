/** Parses the words behind `npm test --`: parts by name, files and folders by path. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parts, partNamed } from './parts.mjs';
import { inRoot, root } from './paths.mjs';

/**
 * @typedef {{ parts: string[], paths: string[] } | { refused: string }} Selection
 * `parts`: names in the order of `npm test`; `paths`: from the root, empty where everything of the parts is asked for
 */

const all = ['format', 'types', 'lint', 'architecture', 'unit', 'oracle', 'stories', 'attack', 'faults', 'browser'];

/**
 * @param {readonly string[]} words parts and paths, in any order
 * @param {(file: string) => boolean} [exists] whether such a file or folder exists, from the root
 * @returns {Selection}
 */
export function selectionOf(words, exists = (file) => existsSync(inRoot(file))) {
  const named = words.filter((word) => partNamed(word) !== undefined);
  const paths = words.filter((word) => partNamed(word) === undefined).map(fromRoot);
  const missing = paths.find((file) => !exists(file));
  if (missing !== undefined) {
    return {
      refused: `there is no part or file named ${missing}. Parts: ${parts.map((part) => part.name).join(', ')}`,
    };
  }
  if (paths.length === 0) return { parts: named.length > 0 ? named : all, paths };
  if (named.length > 0)
    return named.every(takesPaths)
      ? { parts: named, paths }
      : { refused: `${named.find((name) => !takesPaths(name))} takes no paths; it checks everything` };
  const homeless = paths.find((file) => homeOf(file) === undefined);
  if (homeless !== undefined) return { refused: `no part tests ${homeless}` };
  const homes = new Set(paths.map(homeOf));
  return { parts: parts.map((part) => part.name).filter((name) => homes.has(name)), paths };
}

const takesPaths = (name) => partNamed(name).folders !== undefined;

/** The part whose folder lies nearest above the path. */
function homeOf(file) {
  const holders = parts.flatMap(({ name, folders = [] }) =>
    folders.filter((folder) => file === folder || file.startsWith(`${folder}/`)).map((folder) => ({ name, folder })),
  );
  return holders.sort((a, b) => b.folder.length - a.folder.length)[0]?.name;
}

const fromRoot = (word) =>
  (path.isAbsolute(word) ? path.relative(root, word) : word.replace(/^\.\//, '')).replace(/\/$/, '');
