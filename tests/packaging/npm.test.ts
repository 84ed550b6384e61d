/** The npm package, installed into an empty folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot, node24 } from '../../scripts/lib/paths.mjs';
import { builtOnce } from './built-once.ts';

let folder: string;
const env = { ...process.env, PATH: `${path.dirname(node24)}:${process.env.PATH}`, NODE_ENV: 'production' };

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 120_000 });
  return { code: status, output: stdout + stderr };
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-npm-'));
  const tree = path.join(folder, 'tree');
  expect(
    run(node24, [inRoot('scripts/build-sidecar.mjs'), '--to', tree, '--plugin', builtOnce.pluginZip], folder),
  ).toMatchObject({ code: 0 });
  expect(run('npm', ['pack', '--silent', '--pack-destination', folder], tree)).toMatchObject({ code: 0 });
  mkdirSync(path.join(folder, 'empty/provisioning/vigie'), { recursive: true });
  writeFileSync(path.join(folder, 'empty/package.json'), '{ "private": true }');
  const { version } = JSON.parse(readFileSync(path.join(tree, 'package.json'), 'utf8')) as { version: string };
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `../vigie-sidecar-${version}.tgz`];
  expect(run('npm', install, path.join(folder, 'empty'))).toMatchObject({ code: 0 });
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('npx vigie check runs', () => {
  const { code, output } = run('npx', ['vigie', 'check'], path.join(folder, 'empty'));
  expect(output).toContain('0 errors');
  expect(code).toBe(0);
});

it('has the plugin in its own version', () => {
  const place = path.join(folder, 'empty/node_modules/vigie-sidecar/plugin', path.basename(builtOnce.pluginZip));
  expect(readFileSync(place).equals(readFileSync(builtOnce.pluginZip))).toBe(true);
});

it('an error names a line of the sources, although what runs is compiled', () => {
  const script = `
    process.argv.splice(2, 9, 'help');
    await import('./node_modules/vigie-sidecar/bin/vigie.js');
    process.exitCode = 0;
    console.log(Error.prepareStackTrace(new Error('x'), [frame]));
    `.replace(
    '[frame]',
    `[{ getFileName: () => new URL('./node_modules/vigie-sidecar/lib/main.js', import.meta.url).href,
        getLineNumber: () => 1, getColumnNumber: () => place, getFunctionName: () => null }]`,
  );
  const compiled = readFileSync(path.join(folder, 'empty/node_modules/vigie-sidecar/lib/main.js'), 'utf8');
  const [line, column] = lineAndColumn(compiled, compiled.indexOf('The sidecar cannot start:'));
  const text = script.replace('=> 1,', `=> ${line},`).replace('=> place', `=> ${column}`);
  writeFileSync(path.join(folder, 'empty/stack.mjs'), text);
  expect(run(node24, ['stack.mjs'], path.join(folder, 'empty')).output).toMatch(
    /backend-shim\/listening-problem\.ts:\d+:\d+/,
  );
});

function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
