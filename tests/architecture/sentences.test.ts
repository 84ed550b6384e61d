/** Sentences are for people: code decides by reasons (src/contract/reasons), and words are made where they are shown. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** All that people or programs are told by: the tests may read, as people do. */
const PLACES = ['src', 'backend-shim'];
const WORD = 'message|what|why|sentence|detail|because';
const READS = new RegExp([
  String.raw`\.(?:test|exec)\((?:\w+\.)*(?:${WORD})\)`,
  String.raw`\.(?:test|exec)\((?:entry|next|result|failure|refusal|problem|finding)\.text\)`,
  String.raw`\b(?:entry|result|next|failure|refusal|problem|finding)\.text\.(?:match|search|startsWith|endsWith|includes|split)\(`,
  String.raw`\bRegExp, \(`,
  String.raw`\b(?:${WORD})\.(?:match|search|startsWith|endsWith|includes|split)\(`,
  // A sentence that decides: `=== 'it stayed quiet'`.
  String.raw`(?:[!=]== |case )'[A-Za-z][^']* [a-z][^']*'`,
].join('|'));

/** What still reads one, and why. A line that is gone must go here, too. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/api/client/failure.ts': 'Grafana gives no code with its own 404s',
  'src/pages/incident/timeline/release-0-1.ts': 'what 0.1 wrote has sentences where codes are now',
  'src/domain/template/sandbox.ts': 'the first line of what the library says',
  'backend-shim/channels/ovh-sms/outcome.ts': 'OVHcloud gives no code',
  'backend-shim/provisioning/yaml-file.ts': 'the first line of what the library says',
  'backend-shim/sources/shared/tell.ts': 'its own mark in comments of sources',
  'backend-shim/sources/zabbix/signal.ts': 'what Zabbix writes where the name is hidden',
  'backend-shim/store/postgres/errors.ts': 'the driver gives no code when a connection breaks',
  'backend-shim/store/upkeep/backup.ts': 'SQLite gives no code through its backup',
};

function filesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|fake)\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

const linesOf = (file: string) => readFileSync(path.join(root, file), 'utf8').split('\n').map((line, i) => ({ where: `${file}:${i + 1}`, line }));

it('no code reads a sentence: give a reason of src/contract/reasons and decide by that', () => {
  const found = PLACES.flatMap(filesOf).flatMap((file) => linesOf(file).filter(({ line }) => READS.test(line)).map(({ where }) => ({ file, where })));
  expect(found.filter(({ file }) => !Object.hasOwn(ALLOWED, file)).map(({ where }) => where)).toEqual([]);
  expect(Object.keys(ALLOWED).filter((file) => !found.some((one) => one.file === file))).toEqual([]);
});

it('a refusal is shown to whoever pressed a button in words of their language, never as the English sentence', () => {
  const found = filesOf('backend-shim/response').flatMap((file) => linesOf(file).filter(({ line }) => /\b(?:result|refused|refusal)\.message\b/.test(line)));
  expect(found.map(({ where }) => where)).toEqual([]);
});

it('the rule sees what it is for', () => {
  expect(['if (/no such/.test(result.message)) {', 'STALE.test(message)', "failure.message.startsWith('The token')", 'pattern.exec(next.what)', 'reasonOf.exec(entry.text)', "entry.text.startsWith('Skipped')", 'const REASONS: ReadonlyArray<readonly [RegExp, (parts: string[]) => string]> = [', "return reason === 'it stayed quiet' ? a : b;", "case 'no such rota':"].every((line) => READS.test(line))).toBe(true);
  expect(READS.test('SHAPE.exec(text)')).toBe(false);
  expect(READS.test("command === 'RCPT TO'")).toBe(false);
});

it('a problem that a schema finds has a reason: use addProblem, asProblem and wellFormed of #contract/base/why', () => {
  const bare = /\baddIssue\(|\.regex\((?!\.\.\.wellFormed\()|\.refine\((?![^)]*\)? ?=>.*asProblem\()/;
  const found = filesOf('src/contract').filter((file) => file !== 'src/contract/base/why.ts').flatMap((file) => linesOf(file).filter(({ line }) => bare.test(line)));
  expect(found.map(({ where, line }) => `${where}: ${line.trim()}`)).toEqual([]);
});
