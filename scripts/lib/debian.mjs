import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** What tests need from the system, and how to see that it is there. */
const needs = {
  postgresql: { packages: ['postgresql'], found: () => folderWith('/usr/lib/postgresql', 'bin/initdb'), used: 'the tests on PostgreSQL' },
};

/**
 * Installs missing Debian packages when that is possible; otherwise says what to type.
 * @param {Array<keyof typeof needs>} names
 */
export function installSystemPackages(names) {
  const missing = names.filter((name) => !needs[name].found());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => needs[name].packages);
  const used = missing.map((name) => needs[name].used).join(', ');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    const how = existsSync('/usr/bin/apt-get') ? `sudo apt-get install -y ${packages.join(' ')}` : `install ${packages.join(' ')} with your system's package manager`;
    console.log(`vigie: ${packages.join(' ')} not found; needed by ${used}. To have them: ${how}`);
    return;
  }
  console.log(`vigie: installing Debian packages for ${used}: ${packages.join(' ')}`);
  const ok = apt(['update', '-q']) && apt(['install', '-y', '-q', '--no-install-recommends', ...packages]);
  if (!ok) console.error(`vigie: apt-get could not install ${packages.join(' ')}; ${used} cannot run without.`);
}

function apt(args) {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const result = spawnSync('apt-get', [...options, ...args], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return result.status === 0;
}

function folderWith(folder, file) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((entry) => existsSync(path.join(folder, entry, file)));
}
