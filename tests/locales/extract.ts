/**
 * The texts of the plugin, read from its source: every `t('key', 'English', …)`.
 * `npm run texts` brings `src/locales/en-US` up to date.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');
const ID = 'vigie-oncall-app';

/** Key, with the plural suffix where it has one, to English. */
export type Texts = Map<string, string>;

export interface Extracted {
  texts: Texts;
  /** Calls that cannot be read, and keys with two meanings. */
  problems: string[];
}

function sources(): string[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.tsx?$/.test(name) &&
        !/\.test\.tsx?$/.test(name) &&
        !/^(?:modules\/[^/]+\/)?(?:domain|contract)\//.test(name),
    )
    .sort();
}

function stringOf(node: ts.Node | undefined): string | null {
  return node !== undefined && (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    ? node.text
    : null;
}

/** `defaultValue_one: '…'` of the third argument. */
function plurals(node: ts.Node | undefined): Array<[string, string]> {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) {
    return [];
  }
  return node.properties.flatMap((property): Array<[string, string]> => {
    const name = property.name && ts.isIdentifier(property.name) ? property.name.text : '';
    const text = ts.isPropertyAssignment(property) ? stringOf(property.initializer) : null;
    return name.startsWith('defaultValue_') && text !== null ? [[name.slice('defaultValue'.length), text]] : [];
  });
}

function readCall(call: ts.CallExpression, where: string, found: Extracted): void {
  const key = stringOf(call.arguments[0]);
  const text = stringOf(call.arguments[1]);
  if (key === null || text === null) {
    found.problems.push(`${where}: t() needs its key and its English text as plain strings`);
    return;
  }
  const forms = plurals(call.arguments[2]);
  for (const [suffix, form] of forms.length > 0 ? forms : [['', text] as const]) {
    const known = found.texts.get(key + suffix);
    if (known !== undefined && known !== form) {
      found.problems.push(`${where}: ${key}${suffix} is “${known}” elsewhere and “${form}” here`);
    }
    found.texts.set(key + suffix, form);
  }
}

export function extract(): Extracted {
  const found: Extracted = { texts: new Map(), problems: [] };
  for (const name of sources()) {
    if (name === 'language.ts') {
      continue;
    }
    const file = ts.createSourceFile(
      name,
      readFileSync(path.join(root, 'src', name), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        readCall(node, `src/${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, found);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

export type Tree = { [key: string]: string | Tree };

/** `a.b` → `{ a: { b } }`; a key may not also be a folder of keys. */
export function toTree(texts: Texts): Tree {
  const tree: Tree = {};
  for (const [key, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = key.split('.');
    const last = parts.pop() ?? key;
    const folder = parts.reduce<Tree>((at, part) => {
      const next = (at[part] ??= {});
      if (typeof next === 'string') {
        throw new Error(`${key}: ${part} is a text already`);
      }
      return next;
    }, tree);
    if (typeof folder[last] === 'object') {
      throw new Error(`${key} is a folder of texts already`);
    }
    folder[last] = text;
  }
  return tree;
}

function flatten(tree: Tree, prefix = ''): Texts {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

export function fileOf(language: string): string {
  return path.join(root, 'src/locales', language, `${ID}.json`);
}

export function readLocale(language: string): Texts {
  return flatten(JSON.parse(readFileSync(fileOf(language), 'utf8')) as Tree);
}

if (process.argv[1] === import.meta.filename && process.argv.includes('--write')) {
  const { texts, problems } = extract();
  problems.forEach((problem) => console.error(problem));
  writeFileSync(fileOf('en-US'), `${JSON.stringify(toTree(texts), null, 2)}\n`);
  const french = readLocale('fr-FR');
  const missing = [...texts.keys()].filter((key) => !french.has(key));
  console.log(
    `${texts.size} texts; ${missing.length} without French${missing.length > 0 ? `:\n${missing.map((key) => `${key}\t${texts.get(key) ?? ''}`).join('\n')}` : ''}`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
