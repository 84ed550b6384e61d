/** Makes the files of the Debian package and of the .rpm, which are the same, and runs the tools that pack them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../paths.mjs';
import { releaseTime } from '../release-time.mjs';
import { buildSidecar } from './build.mjs';
import { nodeFor } from './node-binary.mjs';

export const own = (name) => inRoot(`packaging/debian/${name}`);

/** The version with `~`, so that `0.2.0-dev` comes before `0.2.0` in the order of Debian and of rpm, too. */
export function packageVersion() {
  return JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version.replace('-', '~');
}

/**
 * Hands out a folder with everything below `/usr`, and removes it afterwards.
 * @template T
 * @param {{ arch: string, pluginZip: string }} options `arch` as Node calls it
 * @param {(tree: string) => T | Promise<T>} pack
 * @returns {Promise<T>}
 */
export async function withTree({ arch, pluginZip }, pack) {
  const tree = mkdtempSync(path.join(tmpdir(), 'vigie-tree-'));
  try {
    await buildSidecar(path.join(tree, 'usr/lib/vigie'), arch, pluginZip);
    cpSync(nodeFor(arch), path.join(tree, 'usr/lib/vigie/bin/node'));
    placeFiles(tree, arch);
    must('chmod', ['-R', 'u=rwX,go=rX', tree]);
    return await pack(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function placeFiles(tree, arch) {
  const place = (source, target) => cpSync(source, path.join(tree, target), { recursive: true });
  place(own('vigie'), 'usr/bin/vigie');
  chmodSync(path.join(tree, 'usr/bin/vigie'), 0o755);
  place(own('vigie.service'), 'usr/lib/systemd/system/vigie.service');
  place(own('sysusers.conf'), 'usr/lib/sysusers.d/vigie.conf');
  place(own('tmpfiles.conf'), 'usr/lib/tmpfiles.d/vigie.conf');
  place(own('environment'), 'usr/share/vigie/environment');
  const doc = 'usr/share/doc/vigie';
  place(own('README.md'), `${doc}/README.md`);
  place(inRoot('docs/configuration.md'), `${doc}/configuration.md`);
  place(inRoot('docs/install/debian.md'), `${doc}/install.md`);
  place(inRoot('docs/upgrading.md'), `${doc}/upgrading.md`);
  place(inRoot('CHANGELOG.md'), `${doc}/CHANGELOG.md`);
  place(inRoot('LICENSE'), `${doc}/copyright`);
  place(path.join(path.dirname(nodeFor(arch)), '../LICENSE'), `${doc}/node-LICENSE`);
  place(inRoot('provisioning/vigie'), `${doc}/examples/provisioning`);
  mkdirSync(path.join(tree, 'usr/share/man/man8'), { recursive: true });
  writeFileSync(path.join(tree, 'usr/share/man/man8/vigie.8.gz'), gzipSync(readFileSync(own('vigie.8')), { level: 9 }));
}

/** Runs a packer with the time of the release; throws with the packer's output if it fails. */
export function must(command, args, options = {}) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(releaseTime().getTime() / 1000) };
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env, ...options });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}
