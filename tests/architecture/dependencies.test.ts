/** package.json lists what is used: what ships is a dependency, what only tests and builds use is a devDependency. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { importsOf, root, sourceFiles, targetOf } from './scan.ts';

const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

const shipped = new Set(
  sourceFiles('backend-shim', 'src/domain', 'src/contract')
    .filter(({ path: file }) => !isTest(file))
    .flatMap((file) => importsOf(file).map((specifier) => targetOf(file.path, specifier)))
    .flatMap((target) => (target.kind === 'package' ? [target.name] : [])),
);

it('the sidecar imports every dependency; remove the others, or make them devDependencies', () => {
  expect(Object.keys(dependencies).filter((name) => !shipped.has(name))).toEqual([]);
});

it('every package that the sidecar imports is a dependency', () => {
  expect([...shipped].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
});
