/**
 * `node scripts/move.mjs <from>=<to>…`: moves files and folders of the repository, and rewrites what names them: imports, paths
 * that files look up beside themselves, and paths in docs, tests and tools. What a regular expression spells is
 * left to whoever moves; typecheck and tests/architecture say what is left.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { inRoot } from './lib/paths.mjs';
import { movesOf, rewriteCode, rewritePlaces, rewriteText } from './lib/move.mjs';

const git = (...words) => execFileSync('git', words, { cwd: inRoot('.'), encoding: 'utf8', maxBuffer: 1 << 28 });
const isCode = (file) => /\.(?:ts|tsx|mts|mjs|js)$/.test(file);
/** Recorded as they were: what they say of paths is history, foreign or an example. */
const isRecord = (file) =>
  /^(?:CHANGELOG\.md|tests\/captures\/|package-lock\.json|scripts\/lib\/move\.test\.mjs)/.test(file);

function main(words) {
  const pairs = words.map((word) => word.split('=').map((one) => one.replace(/\/+$/, '')));
  if (pairs.length === 0 || pairs.some((pair) => pair.length !== 2 || pair.includes(''))) {
    console.error('vigie: usage: node scripts/move.mjs backend-shim/old=backend-shim/new…');
    process.exitCode = 2;
    return;
  }
  const files = git('ls-files', '-z').split('\0').filter(Boolean);
  const moves = movesOf(pairs, files);
  const missing = pairs.find(
    ([from]) => ![...moves.keys()].some((file) => file === from || file.startsWith(`${from}/`)),
  );
  const taken = [...moves.values()].find((file) => files.includes(file) && !moves.has(file));
  if (missing !== undefined || taken !== undefined) {
    console.error(
      missing !== undefined ? `vigie: git knows nothing at ${missing[0]}` : `vigie: ${taken} exists already`,
    );
    process.exitCode = 1;
    return;
  }
  const exists = (file) => existsSync(inRoot(file));
  const written = [];
  const literals = new Map();
  for (const file of files.filter((one) => !isRecord(one) && statSync(inRoot(one)).isFile())) {
    const bytes = readFileSync(inRoot(file));
    if (bytes.includes(0)) continue;
    const text = bytes.toString('utf8');
    const code = isCode(file) ? rewriteCode(ts, { file, text, moves, exists }) : { text, literals: [] };
    if (code.literals.length > 0) literals.set(moves.get(file) ?? file, code.literals);
    const after = rewriteText(code.text, pairs);
    if (after !== text) written.push([moves.get(file) ?? file, after]);
  }
  for (const [from, to] of moves) {
    mkdirSync(path.dirname(inRoot(to)), { recursive: true });
    git('mv', from, to);
  }
  for (const [file, text] of written) writeFileSync(inRoot(file), rewritePlaces(file, text, literals));
  console.log(`${moves.size} files moved, ${written.length} rewritten`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
