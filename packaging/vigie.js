#!/usr/bin/env node
// Starts the compiled sidecar: the `bin` of the npm package, and what vigie.service runs.
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import Module, { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`vigie: this is Node ${process.versions.node}; install Node 24 or newer and run this again.`);
  process.exit(1);
}

// DNS lookups that get no answer must not delay others; Node has four threads for them.
process.env.UV_THREADPOOL_SIZE ??= '16';
enableCache();

/**
 * Keeps compiled code for the next start, which then takes half as long: in NODE_COMPILE_CACHE, else beside the secrets of
 * the sidecar. Node's own default is a folder that every user of the machine may make first, and then fill; so is the folder in
 * which somebody types a command, unless it belongs to them.
 */
function enableCache() {
  const folder = process.env.NODE_COMPILE_CACHE || 'data/compile-cache';
  // A folder that cannot be written to is no reason not to start.
  if (['run', undefined].includes(process.argv[2]))
    failureOf(() => mkdirSync('data', { recursive: true, mode: 0o700 }));
  // A check leaves everything as it is, whoever runs it.
  if (['check', '--check'].includes(process.argv[2])) return;
  if (process.env.NODE_COMPILE_CACHE || isOurs('data')) Module.enableCompileCache(folder);
}

function failureOf(act) {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}

function isOurs(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined && found.uid === process.getuid() && (found.mode & 0o022) === 0;
}

const maps = new Map();

/** Node's own `--enable-source-maps` reads every map at the start, which takes 1 s and 130 MB; this reads one at its first error. */
function mapOf(url) {
  if (!maps.has(url)) {
    const file = url?.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
    maps.set(url, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null);
  }
  return maps.get(url);
}

/** One line of a stack, in terms of the sources. */
function lineOf(frame) {
  const place = mapOf(frame.getFileName())?.findOrigin(frame.getLineNumber(), frame.getColumnNumber());
  if (place?.fileName === undefined) {
    return String(frame);
  }
  const name = place.name ?? frame.getFunctionName();
  const where = `${place.fileName.replace(/^(?:\.\.\/)+/, '')}:${place.lineNumber}:${place.columnNumber}`;
  return name ? `${name} (${where})` : where;
}

Error.prepareStackTrace = (error, frames) =>
  [Error.prototype.toString.call(error), ...frames.map(lineOf)].join('\n    at ');

await import('../lib/main.js');
