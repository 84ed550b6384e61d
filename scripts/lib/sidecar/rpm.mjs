/** Packs the tree of the Debian package as an .rpm, with rpmbuild (Debian's package `rpm`). */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesIn } from '../files.mjs';
import { inRoot } from '../paths.mjs';
import { must, packageVersion } from './tree.mjs';

const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' };

/** @param {string} tree of `withTree` @param {string} folder @param {string} arch as Node calls it @returns {string} the package */
export function packRpm(tree, folder, arch) {
  const work = mkdtempSync(path.join(tmpdir(), 'vigie-rpm-'));
  try {
    const spec = path.join(work, 'vigie.spec');
    writeFileSync(spec, specFor(tree));
    must('rpmbuild', ['-bb', '--quiet', `--target=${ARCHITECTURES[arch]}`, ...definesFor(work, tree), spec]);
    const made = readdirSync(path.join(work, 'out'), { recursive: true }).find((name) => name.endsWith('.rpm'));
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, path.basename(made));
    cpSync(path.join(work, 'out', made), `${file}.new`);
    renameSync(`${file}.new`, file);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function specFor(tree) {
  const values = { version: packageVersion(), release: '1', files: fileList(tree) };
  return readFileSync(inRoot('packaging/rpm/vigie.spec'), 'utf8').replace(/@(\w+)@/g, (_all, name) => values[name]);
}

/** Lists what belongs to the package: folders of Vigie's own do, those of the system do not. */
function fileList(tree) {
  const whole = ['usr/lib/vigie', 'usr/share/vigie', 'usr/share/doc/vigie'];
  const single = filesIn(tree).filter((name) => !whole.some((folder) => name.startsWith(`${folder}/`)));
  return ['%defattr(-,root,root,-)', ...[...whole, ...single].map((name) => `"/${name}"`)].join('\n');
}

/** Keeps rpmbuild from changing what is packed: no stripping, no compiling, no links to build ids. */
function definesFor(work, tree) {
  const defines = {
    _topdir: work,
    _rpmdir: path.join(work, 'out'),
    _tmppath: work,
    tree,
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
    debug_package: '%{nil}',
    // Tests need no small package, only its files. dpkg-deb has a variable for the same.
    _binary_payload: `w${process.env.RPM_COMPRESSOR_LEVEL ?? 7}.zstdio`,
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    _buildhost: 'vigie',
  };
  return Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
}
