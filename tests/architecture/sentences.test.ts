/** Sentences are for people: code decides by reasons (src/contract/reasons), and words are made where they are shown. */
import ts from 'typescript';
import { expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { isGone, sourceFiles } from './scan.ts';
import type { SourceFile } from './scan.ts';

/** All that people or programs are told by: the tests may read, as people do. */
const PLACES = ['src', 'backend-shim'];
const WORD = 'message|what|why|sentence|detail|because';
/** Over several lines, too: the formatter breaks what is long. */
const READS = new RegExp(
  [
    String.raw`\.(?:test|exec)\(\s*(?:\w+\.)*(?:${WORD}),?\s*\)`,
    String.raw`\.(?:test|exec)\(\s*(?:entry|next|result|failure|refusal|problem|finding)\.text,?\s*\)`,
    String.raw`\b(?:entry|result|next|failure|refusal|problem|finding)\.text\s*\.(?:match|search|startsWith|endsWith|includes|split)\(`,
    String.raw`\bRegExp, \(`,
    String.raw`\b(?:${WORD})\s*\.(?:match|search|startsWith|endsWith|includes|split)\(`,
    // A sentence that decides: `=== 'it stayed quiet'`.
    String.raw`(?:[!=]==\s+|case )'[A-Za-z][^'\n]* [a-z][^'\n]*'`,
  ].join('|'),
  'g',
);

/** What still reads one, and why. A line that is gone must go here, too. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/api/client/failure.ts': 'Grafana gives no code with its own 404s',
  'src/contract/incidents/release-0-1.ts': 'what 0.1 wrote has sentences where codes are now',
  'src/domain/template/sandbox.ts': 'the first line of what the library says',
  'backend-shim/channels/ovh-sms/outcome.ts': 'OVHcloud gives no code',
  'backend-shim/modules/importing/client/pagers/goalert/fetch.ts': 'GoAlert gives no code where rights are missing',
  'backend-shim/modules/importing/client/pagers/goalert/page-log/read.ts': 'GoAlert gives no code for its events',
  'backend-shim/provisioning/yaml-file.ts': 'the first line of what the library says',
  'backend-shim/sources/shared/tell.ts': 'its own mark in comments of sources',
  'backend-shim/sources/zabbix/signal.ts': 'what Zabbix writes where the name is hidden',
  'backend-shim/store/postgres/errors.ts': 'the driver gives no code when a connection breaks',
  'backend-shim/store/upkeep/backup.ts': 'SQLite gives no code through its backup',
};

const filesOf = (...folders: string[]): SourceFile[] => sourceFiles(...folders).filter(({ path }) => !isTest(path));

/** @returns where the pattern is found, as `file:line` */
function placesOf(pattern: RegExp, { path, text }: SourceFile): string[] {
  return [...text.matchAll(pattern)].map((found) => `${path}:${text.slice(0, found.index).split('\n').length}`);
}

it('no code reads a sentence: give a reason of src/contract/reasons and decide by that', () => {
  const found = filesOf(...PLACES).flatMap((file) =>
    placesOf(READS, file).map((where) => ({ file: file.path, where })),
  );
  expect(found.filter(({ file }) => !Object.hasOwn(ALLOWED, file)).map(({ where }) => where)).toEqual([]);
  expect(Object.keys(ALLOWED).filter((file) => !found.some((one) => one.file === file) && !isGone(file))).toEqual([]);
});

it('a refusal is shown to whoever pressed a button in words of their language, never as the English sentence', () => {
  const sentence = /\b(?:result|refused|refusal)\s*\.message\b/g;
  expect(filesOf('backend-shim/stages/response').flatMap((file) => placesOf(sentence, file))).toEqual([]);
});

const reads = (text: string) => placesOf(READS, { path: 'x.ts', text }).length > 0;

it('the rule sees what it is for', () => {
  expect(
    [
      'if (/no such/.test(result.message)) {',
      'STALE.test(message)',
      "failure.message.startsWith('The token')",
      'pattern.exec(next.what)',
      'reasonOf.exec(entry.text)',
      "entry.text.startsWith('Skipped')",
      'const REASONS: ReadonlyArray<readonly [RegExp, (parts: string[]) => string]> = [',
      "return reason === 'it stayed quiet' ? a : b;",
      "case 'no such rota':",
      'const stale = STALE.test(\n  answer.error.message,\n);',
      'failure.message\n  .split(" ")',
    ].filter((text) => reads(text)),
  ).toHaveLength(11);
  expect(reads('SHAPE.exec(text)')).toBe(false);
  expect(reads("command === 'RCPT TO'")).toBe(false);
});

/** @returns the checks of a schema that give no reason, as `file:line` */
function withoutReason({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const args = node.arguments.map((argument) => argument.getText());
      const bare: Record<string, boolean> = {
        addIssue: true,
        regex: !(args[0] ?? '').startsWith('...wellFormed('),
        refine: !(args[1] ?? '').startsWith('asProblem('),
      };
      const line = source.getLineAndCharacterOfPosition(node.expression.name.getStart()).line + 1;
      if (bare[node.expression.name.text] === true) found.push(`${path}:${line}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('a problem that a schema finds has a reason: use addProblem, asProblem and wellFormed of #contract/base/why', () => {
  const files = filesOf('src/contract').filter(({ path }) => path !== 'src/contract/base/why.ts');
  expect(files.flatMap(withoutReason)).toEqual([]);
});

it('the rule about schemas sees what it is for', () => {
  const of = (text: string) => withoutReason({ path: 'x.ts', text });
  expect(of('const a = z.string().regex(/^x$/);')).toEqual(['x.ts:1']);
  expect(of('const a = z\n  .string()\n  .refine(\n    (value) => value.length > 1,\n    "too short",\n  );')).toEqual([
    'x.ts:3',
  ]);
  expect(of('z.string().superRefine((value, ctx) => ctx.addIssue("no"));')).toEqual(['x.ts:1']);
  expect(of('const a = z.string().regex(...wellFormed(SHAPE, "is no shape"));')).toEqual([]);
  expect(
    of('const a = z\n  .string()\n  .refine(\n    (value) => value !== "",\n    asProblem("is empty", x),\n  );'),
  ).toEqual([]);
});
