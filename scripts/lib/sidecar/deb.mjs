/** Assembles the Debian package from the compiled sidecar, Node and the files of `packaging/debian`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../paths.mjs';
import { buildSidecar } from './build.mjs';
import { nodeFor } from './node-binary.mjs';

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const SCRIPTS = ['postinst', 'prerm', 'postrm', 'templates'];
const own = (name) => inRoot(`packaging/debian/${name}`);

/** `0.2.0-dev` comes before `0.2.0` in Debian's order, too. */
export const debianVersion = (version) => version.replace('-', '~');

/** @param {string} folder @param {string} arch as Node calls it @returns {Promise<string>} the package */
export async function buildDeb(folder, arch) {
  const version = debianVersion(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version);
  const tree = mkdtempSync(path.join(tmpdir(), 'vigie-deb-'));
  try {
    await buildSidecar(path.join(tree, 'usr/lib/vigie'), arch);
    cpSync(nodeFor(arch), path.join(tree, 'usr/lib/vigie/bin/node'));
    placeFiles(tree, arch);
    writeControl(tree, version, ARCHITECTURES[arch]);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `vigie_${version}_${ARCHITECTURES[arch]}.deb`);
    must('chmod', ['-R', 'u=rwX,go=rX', tree]);
    must('dpkg-deb', ['--build', '--root-owner-group', '-Zzstd', tree, file]);
    return file;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function placeFiles(tree, arch) {
  const place = (source, target, mode) => {
    cpSync(source, path.join(tree, target), { recursive: true });
    if (mode) must('chmod', [mode, path.join(tree, target)]);
  };
  place(own('vigie'), 'usr/bin/vigie', '755');
  place(own('vigie.service'), 'usr/lib/systemd/system/vigie.service');
  place(own('sysusers.conf'), 'usr/lib/sysusers.d/vigie.conf');
  place(own('tmpfiles.conf'), 'usr/lib/tmpfiles.d/vigie.conf');
  place(own('environment'), 'usr/share/vigie/environment');
  const doc = 'usr/share/doc/vigie';
  place(own('README.md'), `${doc}/README.md`);
  place(inRoot('docs/configuration.md'), `${doc}/configuration.md`);
  place(inRoot('CHANGELOG.md'), `${doc}/CHANGELOG.md`);
  place(inRoot('LICENSE'), `${doc}/copyright`);
  place(path.join(path.dirname(nodeFor(arch)), '../LICENSE'), `${doc}/node-LICENSE`);
  place(inRoot('provisioning/vigie'), `${doc}/examples/provisioning`);
  mkdirSync(path.join(tree, 'usr/share/man/man8'), { recursive: true });
  writeFileSync(path.join(tree, 'usr/share/man/man8/vigie.8.gz'), gzipSync(readFileSync(own('vigie.8')), { level: 9 }));
}

function writeControl(tree, version, architecture) {
  mkdirSync(path.join(tree, 'DEBIAN'));
  for (const name of SCRIPTS) {
    cpSync(own(name), path.join(tree, 'DEBIAN', name));
    if (name !== 'templates') must('chmod', ['755', path.join(tree, 'DEBIAN', name)]);
  }
  const control = {
    Package: 'vigie',
    Version: version,
    Architecture: architecture,
    Maintainer: 'Vigie <vigie@example.com>',
    Section: 'net',
    Priority: 'optional',
    'Installed-Size': String(Math.ceil(sizeOf(tree) / 1024)),
    Depends: 'libc6 (>= 2.28), libgcc-s1, libstdc++6, systemd (>= 252), util-linux, init-system-helpers, debconf',
    Recommends: 'ca-certificates',
    Suggests: 'postgresql',
    Description: `on-call for Grafana
 Vigie receives alerts from Grafana, Alertmanager, Zabbix, Nagios, Centreon and
 anything that can send a webhook, a mail or an SNMP trap, works out who is on
 call, and pages until somebody answers. Node.js is inside.`,
  };
  const lines = Object.entries(control).map(([field, value]) => `${field}: ${value}\n`);
  writeFileSync(path.join(tree, 'DEBIAN/control'), lines.join(''));
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => statSync(path.join(folder, name)));
  return files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

function must(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}
