/** Checks what is left of the repository without a module: a copy loses its folders, its lines and the tests that need it. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

const SIDES = ['backend-shim/modules', 'src/modules', 'tests/modules'];
/** Where an index lists modules, or what they add. */
const LISTS = /(MODULES[^=]*= \[|registerModules\(\[|_FIELDS = \{)([^\]}]*)(\]|\})/g;
const TEST = /^tests\/.*\.tsx?$|\.(?:test|fake|contract)\.tsx?$/;

/** @param {string} folder the repository @returns {string[]} names of its modules, sorted */
export function modulesIn(folder) {
  const found = SIDES.slice(0, 2).flatMap((side) =>
    existsSync(path.join(folder, side))
      ? readdirSync(path.join(folder, side), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
      : [],
  );
  return [...new Set(found)].sort();
}

/**
 * @param {string} text an index of modules, a line of imports and a place in the list for each
 * @param {string} name
 * @returns {string} the index without the module
 */
export function withoutLine(text, name) {
  const line = new RegExp(`^import \\{ (\\w+) \\} from '\\./${name}/[^']+';\\n`, 'm');
  const [, word] = line.exec(text) ?? [];
  if (word === undefined) return text;
  return text.replace(line, '').replace(LISTS, (_, head, list, end) => {
    const kept = list
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '' && one !== word && one !== `...${word}`);
    const space = end === '}' && kept.length > 0 ? ' ' : '';
    return `${head}${space}${kept.join(', ')}${space}${end}`;
  });
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} imports what each file imports, as paths from the root
 * @param {readonly string[]} names modules that are gone
 * @returns {string[]} tests, and files of tests, that cannot run without them
 */
export function testsOf(imports, names) {
  const isOf = (file) => names.some((name) => SIDES.some((side) => file.startsWith(`${side}/${name}/`)));
  const gone = new Set([...imports.keys()].filter((file) => isOf(file)));
  const lost = new Set();
  for (let before = -1; before !== lost.size;) {
    before = lost.size;
    for (const [file, targets] of imports) {
      const isLost = targets.some((target) => gone.has(target) || lost.has(target));
      if (isLost && TEST.test(file) && !gone.has(file)) lost.add(file);
    }
  }
  return [...lost].sort();
}

/** @param {string} file from the root @param {string} text @returns {string[]} files of the repository, as paths from the root */
export function importedBy(file, text) {
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName }) => {
    const alias = /^#(domain|contract|modules)\/(.*)$/.exec(fileName);
    if (alias !== null) return [`src/${alias[1]}/${alias[2]}.ts`];
    return fileName.startsWith('.') ? [path.posix.join(path.posix.dirname(file), fileName)] : [];
  });
}

const filesOf = (folder) =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(folder, file)));

/**
 * Copies the repository without modules. The copy shares the packages, which nobody may change there.
 * @param {readonly string[]} names
 * @returns {{ folder: string, tests: string[], remove: () => void }} `tests`: those that went with the modules
 */
export function copyWithout(names) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-without-'));
  const files = filesOf(root);
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(folder, file));
  }
  for (const packages of ['node_modules', 'tests/host/v13/node_modules']) {
    if (existsSync(path.join(root, packages))) symlinkSync(path.join(root, packages), path.join(folder, packages));
  }
  const imports = new Map(
    files
      .filter((file) => /\.(?:ts|tsx)$/.test(file))
      .map((file) => [file, importedBy(file, readFileSync(path.join(root, file), 'utf8'))]),
  );
  const tests = testsOf(imports, names);
  tests.forEach((file) => rmSync(path.join(folder, file)));
  for (const side of SIDES) {
    names.forEach((name) => rmSync(path.join(folder, side, name), { recursive: true, force: true }));
    for (const index of ['index.ts', 'fields.ts'].map((file) => path.join(folder, side, file))) {
      if (existsSync(index)) writeFileSync(index, names.reduce(withoutLine, readFileSync(index, 'utf8')));
    }
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['add', '-A'], { cwd: folder });
  return { folder, tests, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const FORM = /_(?:zero|one|two|few|many|other)$/;

/**
 * @param {string | object} french texts, or one
 * @param {string | object} english the same in English
 * @returns the French ones that English has, in all forms of their own
 */
export function prunedTexts(french, english) {
  if (typeof french === 'string') return french;
  const bare = new Set(Object.keys(english).map((key) => key.replace(FORM, '')));
  return Object.fromEntries(
    Object.entries(french).flatMap(([key, value]) =>
      bare.has(key.replace(FORM, '')) ? [[key, prunedTexts(value, english[key] ?? {})]] : [],
    ),
  );
}

/** French has no text that English lacks: those of the modules go, as `npm run texts` takes the English ones. */
export function pruneTexts(folder) {
  const place = (language) => path.join(folder, `src/locales/${language}/vigie-oncall-app.json`);
  const read = (language) => JSON.parse(readFileSync(place(language), 'utf8'));
  writeFileSync(place('fr-FR'), `${JSON.stringify(prunedTexts(read('fr-FR'), read('en-US')), null, 2)}\n`);
}
