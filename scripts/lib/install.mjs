/** Installs the npm packages that scripts, tests and the preview host need. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * Why `node_modules` does not match `package-lock.json`; null: it does. Compares content, since file times mean nothing
 * after a checkout.
 * @returns {string | null}
 */
export function whyInstall(folder = root) {
  const installedFile = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules is missing or was not installed to the end';
  if (!existsSync(path.join(folder, 'node_modules/.bin/node')))
    return `Node 24 is missing from node_modules (it comes as a package for Linux on x64 and arm64; elsewhere run this with Node 24 or newer)`;
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const installed = packagesOf(installedFile);
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || entry.optional || entry.devOptional || entry.peer) continue;
    const found = installed[place]?.version;
    if (found === undefined) return `${place} is not installed`;
    if (found !== entry.version) return `${place} is ${found}, package-lock.json wants ${entry.version}`;
  }
  return null;
}

/** The Node 24 package exists for Linux only; elsewhere the machine's own Node is used if it is new enough. */
export function useOwnNode(
  folder = root,
  { version, path: own } = { version: process.versions.node, path: process.execPath },
) {
  const link = path.join(folder, 'node_modules/.bin/node');
  if (!existsSync(link) && Number(version.split('.')[0]) >= 24) symlinkSync(own, link);
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Runs `npm ci` if needed. Exits the process with advice if that fails. @returns {boolean} whether it ran */
export function installIfNeeded() {
  const why = whyInstall();
  if (why === null) return false;
  console.log(`vigie: installing packages (${why})`);
  // Install scripts are not run: the packages ship compiled code. Node 24 is a package with a hash in the lockfile.
  const failed = npm(
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  );
  if (failed === null) useOwnNode();
  const cause = failed ?? whyInstall();
  if (cause === null) return true;
  console.error(
    `vigie: could not install the packages: ${cause}. Check the network and the npm registry, then run the command again.`,
  );
  process.exit(1);
}

/** Packages of the Grafana line that the preview host shows besides the one of the types. */
const HOST_PACKAGES = path.join(root, 'tests/host/v13');

/**
 * Installs these packages without blocking, since the mail catcher of `npm start` must keep answering.
 * @returns {Promise<boolean>} whether they are installed
 */
export async function installHostPackages() {
  const marker = path.join(HOST_PACKAGES, 'node_modules/.package-lock.json');
  const same = existsSync(marker) && samePackages(path.join(HOST_PACKAGES, 'package-lock.json'), marker);
  if (same) return true;
  console.log('vigie: installing the packages of Grafana 13.2 for the preview host');
  const [command, args, options] = npmCommand(
    'ci',
    '--prefix',
    HOST_PACKAGES,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  );
  const child = spawn(command, args, options);
  const failed = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(code === 0 ? null : `npm ci ended with ${code ?? signal}`));
  });
  if (failed !== null) console.error(`vigie: could not install the packages of Grafana 13.2: ${failed}`);
  return failed === null;
}

function samePackages(wantedFile, installedFile) {
  const [wanted, installed] = [packagesOf(wantedFile), packagesOf(installedFile)];
  return Object.entries(wanted).every(
    ([place, entry]) => place === '' || entry.optional || entry.peer || installed[place]?.version === entry.version,
  );
}

/** @returns {string | null} why it failed; null: it did not */
function npm(...args) {
  const result = spawnSync(...npmCommand(...args));
  return result.status === 0
    ? null
    : (result.error?.message ?? `npm ${args[0]} ended with ${result.status ?? result.signal}`);
}

/**
 * The command that runs npm. `npm ci` deletes node_modules, so neither npm nor its Node may be run from there.
 * @returns {[string, string[], import('node:child_process').SpawnOptions]}
 */
function npmCommand(...args) {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  const usable = cli && node && cli.endsWith('.js') && !inPackages(node) && existsSync(cli) && existsSync(node);
  const [command, first] = usable ? [node, [cli]] : ['npm', []];
  return [
    command,
    [...first, ...args],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: pathWithoutPackages() } },
  ];
}

const inPackages = (file) => file.startsWith(path.join(root, 'node_modules') + path.sep);

function pathWithoutPackages() {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !inPackages(folder + path.sep))
    .join(path.delimiter);
}
