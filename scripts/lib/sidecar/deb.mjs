/** Assembles the Debian package from the compiled sidecar, Node and the files of `packaging/debian`. */
import { chmodSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn } from '../files.mjs';
import { repositoryAddress } from '../repository.mjs';
import { must, own, packageVersion } from './tree.mjs';

const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const SCRIPTS = ['postinst', 'prerm', 'postrm', 'templates'];

/** @param {string} tree of `withTree` @param {string} folder @param {string} arch as Node calls it @returns {string} the package */
export function packDeb(tree, folder, arch) {
  const version = packageVersion();
  writeControl(tree, version, ARCHITECTURES[arch]);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `vigie_${version}_${ARCHITECTURES[arch]}.deb`);
  must('dpkg-deb', ['--build', '--root-owner-group', '-Zzstd', tree, file]);
  return file;
}

function writeControl(tree, version, architecture) {
  const address = repositoryAddress();
  const size = filesIn(tree).reduce((sum, name) => sum + statSync(path.join(tree, name)).size, 0);
  mkdirSync(path.join(tree, 'DEBIAN'), { mode: 0o755 });
  for (const name of SCRIPTS) {
    cpSync(own(name), path.join(tree, 'DEBIAN', name));
    chmodSync(path.join(tree, 'DEBIAN', name), name === 'templates' ? 0o644 : 0o755);
  }
  const control = {
    Package: 'vigie',
    Version: version,
    Architecture: architecture,
    Maintainer: 'Vigie <vigie@example.com>',
    Section: 'net',
    Priority: 'optional',
    'Installed-Size': String(Math.ceil(size / 1024)),
    Depends: 'libc6 (>= 2.34), libgcc-s1, libstdc++6, systemd (>= 252), util-linux, init-system-helpers, debconf',
    Recommends: 'ca-certificates',
    Suggests: 'postgresql',
    ...(address !== null && { Homepage: address }),
    Description: `on-call for Grafana
 Vigie receives alerts from Grafana, Alertmanager, Zabbix, Nagios, Centreon and
 anything that can send a webhook, a mail or an SNMP trap, works out who is on
 call, and pages until somebody answers. Node.js is inside.`,
  };
  const lines = Object.entries(control).map(([field, value]) => `${field}: ${value}\n`);
  writeFileSync(path.join(tree, 'DEBIAN/control'), lines.join(''));
}
