/** What changes something is offered to whom it is allowed: on the way from a page to what writes, somebody asks what the reader may. */
import { expect, it } from 'vitest';
import { importsOf, sourceFiles, roomOf, targetOf } from './scan.ts';
import type { SourceFile } from './scan.ts';

/** How it is asked: `can` of `GET me` and of incidents, or whose page it is. */
const ASKS = /\b(?:useMe|useMayEdit|useMayPage|canDo|myLogin)\(/;
const WRITES = /method: '(?:POST|PUT|DELETE)'/;

/** Nobody asks there, for the reason given. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'src/module.tsx': 'Grafana shows the settings of plugins to its Admins alone',
};

const isTest = (file: string) => /\.(?:test|fake)\.tsx?$/.test(file);
/** Comments and imports of types do nothing. */
const plain = (text: string) => text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$|^import type .*$/gm, '');

/** Functions of `src/api` that write. */
export function writersIn(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ text }) =>
    text
      .split(/^(?=export )/m)
      .flatMap((part) => (WRITES.test(part) ? (/^export (?:async )?function (\w+)/.exec(part)?.[1] ?? []) : [])),
  );
}

/** @returns the ways on which nobody asks, from what nothing imports down to the file that writes */
export function unasked(files: readonly SourceFile[]): string[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const users = new Map<string, string[]>();
  for (const file of files) {
    const targets = new Set(
      importsOf(file)
        .map((specifier) => targetOf(file.path, specifier))
        .flatMap((target) => (target.kind === 'file' ? [target.path] : [])),
    );
    targets.forEach((target) => users.set(target, [...(users.get(target) ?? []), file.path]));
  }
  const writers = writersIn(files.filter((file) => roomOf(file.path).startsWith('src/api/')));
  const calls = new RegExp(`\\b(?:${writers.join('|')})\\(`);
  const ways = (file: string, below: readonly string[]): string[] => {
    if (ASKS.test(plain(known.get(file)?.text ?? ''))) {
      return [];
    }
    const way = [file, ...below];
    const above = (users.get(file) ?? []).filter((one) => !way.includes(one));
    return above.length === 0 ? [way.join(' > ')] : above.flatMap((one) => ways(one, way));
  };
  const starts = files.filter(
    ({ path: file, text }) =>
      /^src\/(?:pages|components)\//.test(file) && (WRITES.test(plain(text)) || calls.test(plain(text))),
  );
  return [...new Set(starts.flatMap(({ path: file }) => ways(file, [])))];
}

const sources = sourceFiles('src').filter((file) => !isTest(file.path));

it('what writes is reached only past a question what the reader may', () => {
  expect(unasked(sources).filter((way) => !Object.hasOwn(OTHERWISE, way.split(' > ')[0] ?? ''))).toEqual([]);
});

it('exceptions are still needed', () => {
  expect(Object.keys(OTHERWISE).filter((file) => !unasked(sources).some((way) => way.startsWith(file)))).toEqual([]);
});

it('the rule sees what it is for', () => {
  const api: SourceFile = {
    path: 'src/api/x.ts',
    text: "export function wipe() {\n  return send({ method: 'DELETE', path: 'x' });\n}\nexport function look() {\n  return send({ path: 'x' });\n}\n",
  };
  const of = (name: string, text: string): SourceFile => ({ path: `src/pages/x/${name}.tsx`, text });
  expect(writersIn([api])).toEqual(['wipe']);
  const button = of('button', "import { wipe } from '../../api/x.ts';\nexport const Button = () => wipe();");
  const page = (body: string) => of('page', `import { Button } from './button.tsx';\n${body}`);
  expect(unasked([api, button, page('// useMe()')])).toEqual(['src/pages/x/page.tsx > src/pages/x/button.tsx']);
  expect(unasked([api, button, page('const me = useMe();')])).toEqual([]);
  expect(unasked([api, of('reader', "import { look } from '../../api/x.ts';\nlook();")])).toEqual([]);
});
