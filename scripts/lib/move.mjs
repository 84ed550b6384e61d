/** Rewrites what names files that move: pure, so that it can be tested. */
import path from 'node:path';

const { posix } = path;

/**
 * @param {ReadonlyArray<readonly [from: string, to: string]>} pairs files or folders
 * @param {readonly string[]} files of the repository
 * @returns {Map<string, string>} new paths by the old ones
 */
export function movesOf(pairs, files) {
  const moves = new Map();
  for (const file of files) {
    // The longest pair decides, so that a folder may move while one of its files goes elsewhere.
    const [from, to] =
      pairs.filter(([one]) => file === one || file.startsWith(`${one}/`)).sort(([a], [b]) => b.length - a.length)[0] ??
      [];
    if (from !== undefined) moves.set(file, to + file.slice(from.length));
  }
  return moves;
}

const relative = (from, to) => {
  const path = posix.relative(posix.dirname(from), to);
  return /^\.\.?(?:\/|$)/.test(path) ? path : `./${path}`;
};

const ALIAS = /^#(domain|contract|modules)\/(.*)$/;
const OWN_PLACE = /import\.meta\.(?:url|dirname|filename)/;

/**
 * @param {typeof import('typescript')} ts
 * @param {{ file: string, text: string, moves: Map<string, string>, exists: (path: string) => boolean }} source
 * @returns {{ text: string, literals: Array<[before: string, after: string]> }} `literals`: paths that are no imports
 */
export function rewriteCode(ts, { file, text, moves, exists }) {
  const here = moves.get(file) ?? file;
  const edits = [];
  const literals = [];
  /** Folders move with all their files. */
  const movedTo = (old) => {
    const known = [old, `${old}.ts`, `${old}.tsx`].find((one) => moves.has(one));
    if (known !== undefined) return moves.get(known).slice(0, known === old ? undefined : old.length - known.length);
    // Of a folder from which single files go, the place stays.
    const inside = [...moves].find(([from, to]) => from.startsWith(`${old}/`) && to.endsWith(from.slice(old.length)));
    return inside === undefined ? old : inside[1].slice(0, old.length - inside[0].length);
  };
  const renamed = (specifier) => {
    const [, query = ''] = /(\?\w+)$/.exec(specifier) ?? [];
    const bare = specifier.slice(0, specifier.length - query.length);
    const alias = ALIAS.exec(bare);
    if (alias !== null) {
      const to = moves.get(`src/${alias[1]}/${alias[2]}.ts`);
      const inside = to === undefined ? null : /^src\/(domain|contract|modules)\/(.*)\.ts$/.exec(to);
      if (to !== undefined && inside === null) throw new Error(`${file} imports ${bare}, which leaves its alias`);
      return inside === null ? specifier : `#${inside[1]}/${inside[2]}`;
    }
    if (!/^\.\.?\//.test(bare)) return specifier;
    const old = posix.join(posix.dirname(file), bare);
    if (here === file && movedTo(old) === old) return specifier;
    const to = relative(here, movedTo(old));
    return `${bare.endsWith('/') && !to.endsWith('/') ? `${to}/` : to}${query}`;
  };
  const imported = new Set();
  for (const { fileName, pos } of ts.preProcessFile(text, true, true).importedFiles) {
    const start = text.indexOf(fileName, pos);
    imported.add(start);
    const now = renamed(fileName);
    if (now !== fileName) edits.push([start, fileName.length, now]);
  }
  if (OWN_PLACE.test(text)) {
    for (const [start, value] of pathsIn(ts, file, text)) {
      if (imported.has(start)) continue;
      // A template names a folder before its first hole.
      const old = posix.join(posix.dirname(file), value);
      if (!exists(old) && !moves.has(old)) continue;
      const now = renamed(value);
      if (now === value) continue;
      edits.push([start, value.length, now]);
      literals.push([value, now]);
    }
  }
  let after = text;
  for (const [start, length, now] of edits.sort(([a], [b]) => b - a))
    after = after.slice(0, start) + now + after.slice(start + length);
  return { text: after, literals };
}

/** @returns relative paths in literals, each with its position */
function pathsIn(ts, file, text) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : undefined;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const found = [];
  const visit = (node) => {
    const isHead = node.kind === ts.SyntaxKind.TemplateHead;
    if (isHead || ts.isStringLiteralLike(node)) {
      const value = isHead ? node.text.slice(0, node.text.lastIndexOf('/') + 1) : node.text;
      if (/^\.\.?(?:\/|$)/.test(value) && text.startsWith(value, node.getStart() + 1))
        found.push([node.getStart() + 1, value]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whole paths from the root, wherever they stand: docs, comments, lists of tests and tools. */
export function rewriteText(text, pairs) {
  const sorted = [...pairs].sort(([a], [b]) => b.length - a.length);
  return sorted.reduce((after, [from, to]) => {
    const name = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return after.replace(new RegExp(`(?<![\\w-])${name}(?![\\w-])(?!\\.\\w)`, 'g'), () => to);
  }, text);
}

/** The list of places of the bundle names paths as the sources spell them. */
export function rewritePlaces(file, text, literals) {
  if (!file.endsWith('sidecar/bundle.mjs')) return text;
  return [...literals].reduce(
    (after, [place, changed]) =>
      changed.reduce(
        (one, [before, now]) => one.replace(`in: '${place}', from: "'${before}'"`, `in: '${place}', from: "'${now}'"`),
        after,
      ),
    text,
  );
}
