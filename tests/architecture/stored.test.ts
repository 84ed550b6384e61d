/** What is stored is parsed in one place, by schema: whatever another release wrote, or somebody damaged, is named and fails nothing else. */
import ts from 'typescript';
import { expect, it } from 'vitest';
import { isGone, sourceFiles } from './scan.ts';
import type { SourceFile } from './scan.ts';

const DOOR = 'backend-shim/store/stored/json.ts';

/** What parses JSON that comes from elsewhere, and from where. A file that parses none any more must go here, too. */
const OTHERS: Readonly<Record<string, string>> = {
  'backend-shim/modules/importing/client/snapshot/json.ts': 'snapshots of pagers, and what their APIs send',
  'backend-shim/channels/smpp/send.ts': 'a key in memory that it made itself',
  'backend-shim/channels/web-push/send.ts':
    'keys of a device, by their schema; without them the delivery fails for good',
  'backend-shim/channels/webhook/check.ts': 'what a template makes',
  'backend-shim/configuration/apply.ts': 'a row that it has just written, for the audit log',
  'backend-shim/configuration/users.ts': 'its own copy of a value',
  'backend-shim/http/body.ts': 'bodies of requests',
  'backend-shim/modules/compat/http/routing-key.ts': 'one text of a body',
  'backend-shim/identity/context.ts': 'a header of Grafana',
  'backend-shim/store/release.ts': 'package.json',
  'backend-shim/store/sqlite/foreign-tables.ts': 'dumps of databases of other programs',
  'backend-shim/actions/incidents/command.ts': 'its own copy of a value',
  'backend-shim/provisioning/read-apart.ts': 'what a thread of this process read',
};

const parses = (text: string) => /\bJSON\.parse\b/.test(text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''));

it('what is stored is read through store/stored: JSON.parse stands nowhere else, but for what comes from elsewhere', () => {
  const found = sourceFiles('backend-shim')
    .filter(({ path, text }) => !/\.(?:test|fake)\.ts$/.test(path) && parses(text))
    .map(({ path }) => path);
  expect(found.filter((file) => file !== DOOR && !Object.hasOwn(OTHERS, file))).toEqual([]);
  expect([DOOR, ...Object.keys(OTHERS)].filter((file) => !found.includes(file) && !isGone(file))).toEqual([]);
});

it('the rule sees what it is for', () => {
  expect(parses('const given = JSON.parse(row.scopes) as string[];')).toBe(true);
  expect(parses('rows.map(JSON.parse)')).toBe(true);
  expect(parses('/** JSON.parse needs seconds */\n  // JSON.parse')).toBe(false);
});

/** Schemas of objects, but for `looseObject`: that reads a part of a value that somebody else knows whole. */
const OBJECT_SCHEMA = /^(?:z\.object|z\.strictObject|strict)$/;

/** @returns schemas of objects that are not tied to the type of what is stored, as `file:line` */
function untied({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** A type that is made of the schema cannot have a field that the schema lacks. */
  const makesType = (name: string) =>
    new RegExp(String.raw`\bz\.(?:output|input)<(?:z\.ZodObject<)?typeof ${name}>`).test(text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && makesType(node.name.getText())) return;
    if (
      ts.isCallExpression(node) &&
      OBJECT_SCHEMA.test(node.expression.getText().replace(/\s/g, '')) &&
      node.arguments.some((argument) => ts.isObjectLiteralExpression(argument))
    ) {
      found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('a schema of what is stored names every field of its type: write `satisfies WholeShape<…>` (store/stored/json.ts)', () => {
  const files = sourceFiles('backend-shim/store', 'backend-shim/configuration/stored');
  const missing = files.filter(({ path }) => !/\.(?:test|fake)\.ts$/.test(path)).flatMap(untied);
  expect(missing.filter((where) => !where.startsWith('backend-shim/store/stored/json.ts'))).toEqual([]);
});

it('the rule about schemas sees what it is for', () => {
  const of = (text: string) => untied({ path: 'x.ts', text });
  expect(of('const a = z.object({ b: z.string() });')).toEqual(['x.ts:1']);
  expect(of('const a = z.array(\n  strict({ b: z.string() }),\n);')).toEqual(['x.ts:2']);
  expect(of('const a = z.object({ b: z.string() } satisfies WholeShape<A>);')).toEqual([]);
  expect(of('const a = strict({ b: strict({ c: z.string() }) });\nexport type A = z.output<typeof a>;')).toEqual([]);
  expect(of('const a = z.looseObject({ b: z.string() });')).toEqual([]);
});
