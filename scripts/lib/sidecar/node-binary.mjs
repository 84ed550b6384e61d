/** Finds the Node that ships in packages: the one of the lockfile, for any kind of machine. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';

/** @param {string} arch @returns {string} the file, whose content the lockfile vouches for */
export function nodeFor(arch) {
  const name = `node-linux-${arch}`;
  const installed = inRoot(`node_modules/${name}/bin/node`);
  return existsSync(installed) ? installed : download(name);
}

function download(name) {
  const { version, integrity } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages[
    `node_modules/${name}`
  ];
  const folder = inRoot(`node_modules/.cache/node-binaries/${name}-${version}`);
  const binary = path.join(folder, 'package/bin/node');
  if (existsSync(binary)) return binary;
  const draft = `${folder}.new-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    run('npm', ['pack', '--silent', '--pack-destination', draft, `${name}@${version}`]);
    const archive = path.join(draft, `${name}-${version}.tgz`);
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity)
      throw new Error(`${name} ${version} from the registry is not what package-lock.json names`);
    run('tar', ['-xzf', archive, '-C', draft, 'package/bin/node', 'package/LICENSE']);
    rmSync(archive);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return binary;
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { cwd: inRoot('.'), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr}`);
}
