/**
 * Which texts the first pages of a day say: Home and incidents, and whatever else `src/app.tsx` does not load with `later`.
 * All others come with their page.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s(?!type\b)[^;'"]*?from\s*'([^']+)'|\bimport\('([^']+)'\)|^import\s*'([^']+)'/gm;
const LATER = /\blater\(\(\) => import\('[^']+'\)\)/g;

/** The keys of the texts in a source, with their plural forms. */
export function keysIn(source) {
  return [...source.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)].flatMap(([, key]) =>
    ['', '_one', '_many', '_other'].map((form) => key + form),
  );
}

/**
 * @param {string} src the folder `src`
 * @returns {Set<string>} keys as `home.title`
 */
export function firstKeys(src) {
  const keys = new Set();
  const seen = new Set();
  const open = [path.join(src, 'app.tsx')];
  while (open.length > 0) {
    const file = open.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8').replace(LATER, '');
    keysIn(source).forEach((key) => keys.add(key));
    open.push(...importsOf(source, file, src));
  }
  return keys;
}

/** Our own files that a source imports, now or on demand. */
function importsOf(source, file, src) {
  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? match[3];
    const from = name.startsWith('#') ? path.join(src, `${name.slice(1)}.ts`) : path.resolve(path.dirname(file), name);
    return (name.startsWith('#') || name.startsWith('.')) && /\.tsx?$/.test(from) && existsSync(from) ? [from] : [];
  });
}

/** Of a tree of texts, those whose key is wanted. */
export function pick(texts, isWanted, above = '') {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) => {
      if (typeof value === 'string') return isWanted(above + key) ? [[key, value]] : [];
      const chosen = pick(value, isWanted, `${above}${key}.`);
      return Object.keys(chosen).length > 0 ? [[key, chosen]] : [];
    }),
  );
}
