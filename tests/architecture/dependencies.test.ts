/** package.json lists what is used: what ships is a dependency, what only tests and builds use is a devDependency. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isTest } from './rules.ts';
import { sourcesOf } from '../upgrade/released.ts';
import { importsOf, root, sourceFiles, targetOf } from './scan.ts';

const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
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

/** Its sources run with the packages of this release, in tests/upgrade. */
const EARLIER = sourcesOf('0.1.0');

it('every package that the earlier release imports is listed, also where this release needs it no more', () => {
  const files = readdirSync(EARLIER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      path: file,
      text: readFileSync(path.join(EARLIER, file), 'utf8'),
    }));
  const imported = files.flatMap((file) => importsOf(file).map((specifier) => targetOf(file.path, specifier)));
  const names = new Set(imported.flatMap((target) => (target.kind === 'package' ? [target.name] : [])));
  expect(names).toContain('fastify');
  expect([...names].filter((name) => !Object.hasOwn({ ...dependencies, ...devDependencies }, name))).toEqual([]);
});
