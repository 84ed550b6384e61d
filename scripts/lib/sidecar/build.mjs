/** Builds the tree that every package of the sidecar is made of. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { zipName } from '../plugin-zip/build.mjs';
import { repositoryAddress } from '../repository.mjs';
import { bundle } from './bundle.mjs';
import { licencesOf } from './licences.mjs';
import { closureOf, copyPackage, EXTERNAL } from './packages.mjs';

/**
 * @param {string} folder is replaced once the new tree is whole
 * @param {string} arch as Node calls it: `x64`, `arm64`
 * @param {string | null} pluginZip the plugin that the sidecar serves; null: none
 */
export async function buildSidecar(folder, arch, pluginZip) {
  if (!['x64', 'arm64'].includes(arch)) throw new Error(`There is no sidecar for "${arch}". Give x64 or arm64.`);
  const draft = `${folder}.new-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.join(draft, 'bin'), { recursive: true });
  try {
    const bundled = await bundle(path.join(draft, 'lib'));
    const shipped = closureOf(EXTERNAL);
    cpSync(inRoot('packaging/vigie.js'), path.join(draft, 'bin/vigie.js'));
    cpSync(inRoot('backend-shim/app'), path.join(draft, 'app'), { recursive: true });
    cpSync(inRoot('LICENSE'), path.join(draft, 'LICENSE'));
    cpSync(inRoot('packaging/npm.md'), path.join(draft, 'README.md'));
    if (pluginZip !== null) cpSync(pluginZip, path.join(draft, 'plugin', zipName()));
    for (const place of shipped) copyPackage(place, draft, arch);
    writeFileSync(
      path.join(draft, 'THIRD-PARTY-LICENSES.txt'),
      licencesOf([...bundled, ...COPIED_FROM, ...manifests(shipped)]),
    );
    writeFileSync(path.join(draft, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** A table of node-ical is part of the reader of calendars. */
const COPIED_FROM = [inRoot('node_modules/node-ical/package.json')];

const manifests = (places) => places.map((place) => inRoot(`${place}/package.json`));

/** The packages that npm must install for the same tree: those that are not bundled, in the tested versions. */
function manifest() {
  const { version, license, dependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const address = repositoryAddress();
  return {
    name: 'vigie-sidecar',
    version,
    description: 'On-call for Grafana: receives alerts, knows who is on call, and pages until somebody answers',
    license,
    // npm compares this with the workflow that attests where the package comes from.
    ...(address !== null && { repository: { type: 'git', url: `git+${address}.git` } }),
    type: 'module',
    bin: { vigie: 'bin/vigie.js' },
    files: ['bin', 'lib', 'app', 'plugin', 'THIRD-PARTY-LICENSES.txt'],
    engines: { node: '>=24' },
    dependencies: Object.fromEntries(EXTERNAL.map((name) => [name, dependencies[name]])),
  };
}
