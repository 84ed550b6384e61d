/** The npm package, installed into an empty folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot, node24 } from '../../scripts/lib/paths.mjs';
import { MOST_IDLE_MB, MOST_TIMES_BARE, startCost } from '../support/start-cost.ts';
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

it('starts for no more than so many bare starts of Node, and idles in little memory, without any option', async () => {
  const bin = path.join(folder, 'empty/node_modules/vigie-sidecar/bin/vigie.js');
  const cost = await startCost(bin, 3);
  console.log(`a start: ${JSON.stringify(cost)}`);
  expect(cost.idleMb).toBeLessThan(MOST_IDLE_MB);
  expect(cost.cpuMs / cost.bareCpuMs).toBeLessThan(MOST_TIMES_BARE);
});

it('has the plugin in its own version', () => {
  const place = path.join(folder, 'empty/node_modules/vigie-sidecar/plugin', path.basename(builtOnce.pluginZip));
  expect(readFileSync(place).equals(readFileSync(builtOnce.pluginZip))).toBe(true);
});

it('every part of it loads, also those that only some sidecars need', () => {
  const lib = path.join(folder, 'empty/node_modules/vigie-sidecar/lib');
  const parts = readdirSync(lib).filter(
    (name) => /\.js$/.test(name) && !/^(?:main|calendar-worker|replay-worker|insight-worker)\.js$/.test(name),
  );
  expect(parts.length).toBeGreaterThan(10);
  const script = parts.map((name) => `await import(${JSON.stringify(path.join(lib, name))});`).join('\n');
  expect(run(node24, ['--input-type=module', '-e', script], folder)).toMatchObject({ code: 0 });
});

it('an error names a line of the sources, although what runs is compiled', () => {
  const script = `
    process.argv.splice(2, 9, 'help');
    await import('./node_modules/vigie-sidecar/bin/vigie.js');
    process.exitCode = 0;
    console.log(Error.prepareStackTrace(new Error('x'), [frame]));
    `.replace(
    '[frame]',
    `[{ getFileName: () => new URL('./node_modules/vigie-sidecar/lib/[file]', import.meta.url).href,
        getLineNumber: () => 1, getColumnNumber: () => place, getFunctionName: () => null }]`,
  );
  const lib = path.join(folder, 'empty/node_modules/vigie-sidecar/lib');
  const text = 'The sidecar cannot start:';
  const file = readdirSync(lib).find(
    (name) => /\.js$/.test(name) && readFileSync(path.join(lib, name), 'utf8').includes(text),
  );
  const compiled = readFileSync(path.join(lib, String(file)), 'utf8');
  const [line, column] = lineAndColumn(compiled, compiled.indexOf(text));
  const filled = script
    .replace('[file]', String(file))
    .replace('=> 1,', `=> ${line},`)
    .replace('=> place', `=> ${column}`);
  writeFileSync(path.join(folder, 'empty/stack.mjs'), filled);
  expect(run(node24, ['stack.mjs'], path.join(folder, 'empty')).output).toMatch(
    /backend-shim\/starting\/listening-problem\.ts:\d+:\d+/,
  );
});

function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
