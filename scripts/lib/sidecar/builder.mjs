/**
 * `node builder.mjs <folder>`: writes a package.json and a lockfile of only what the compiled sidecar is made of and with,
 * so that an image is built without Grafana's packages and the tools of tests. Runs before any package is installed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../paths.mjs';
import { closureOf } from './packages.mjs';

const BUNDLER = 'rolldown';

/** @returns {{ manifest: object, lock: object }} in the versions and with the hashes of package-lock.json */
export function builderPackages() {
  const { packages, ...lock } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const { name, version, dependencies, devDependencies } = packages[''];
  const manifest = {
    name,
    version,
    private: true,
    type: 'module',
    dependencies: { ...dependencies, [BUNDLER]: devDependencies[BUNDLER] },
  };
  const kept = closureOf(Object.keys(manifest.dependencies), { withOptional: true }).map((place) => [
    place,
    withoutDev(packages[place]),
  ]);
  return { manifest, lock: { ...lock, packages: { '': manifest, ...Object.fromEntries(kept) } } };
}

/** Drops the marks of development packages, since an image needs these packages. */
function withoutDev({ dev: _dev, devOptional: _devOptional, ...entry }) {
  return entry;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  const { manifest, lock } = builderPackages();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lock, null, 2));
}
