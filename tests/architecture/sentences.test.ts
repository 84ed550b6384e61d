/** Sentences are for people: code decides by reasons (src/contract/reasons), and words are made where they are shown. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** Where answers of the API are made and read. */
const PLACES = ['src/api', 'src/components', 'src/pages', 'backend-shim/http'];
const READS = /\.(?:test|exec)\((?:\w+\.)*(?:message|what|why|sentence)\)|\.(?:test|exec)\((?:entry|next|result|failure|refusal|problem|finding)\.text\)|\b(?:entry|result|next|failure|refusal|problem|finding)\.text\.(?:match|search|startsWith|endsWith|includes|split)\(|\bRegExp, \(|\b(?:message|what|why|sentence)\.(?:match|search|startsWith|endsWith|includes|split)\(/;

/** What still reads one, and why. A line that is gone must go here, too. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/api/client/failure.ts': 'Grafana gives no code with its own 404s',
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
  expect(['if (/no such/.test(result.message)) {', 'STALE.test(message)', "failure.message.startsWith('The token')", 'pattern.exec(next.what)', 'reasonOf.exec(entry.text)', "entry.text.startsWith('Skipped')", 'const REASONS: ReadonlyArray<readonly [RegExp, (parts: string[]) => string]> = ['].every((line) => READS.test(line))).toBe(true);
  expect(READS.test('SHAPE.exec(text)')).toBe(false);
});

it('a problem that a schema finds has a reason: use addProblem, asProblem and wellFormed of #contract/base/why', () => {
  const bare = /\baddIssue\(|\.regex\((?!\.\.\.wellFormed\()|\.refine\((?![^)]*\)? ?=>.*asProblem\()/;
  const found = filesOf('src/contract').filter((file) => file !== 'src/contract/base/why.ts').flatMap((file) => linesOf(file).filter(({ line }) => bare.test(line)));
  expect(found.map(({ where, line }) => `${where}: ${line.trim()}`)).toEqual([]);
});
