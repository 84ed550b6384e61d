/** Describes a folder of unpacked files, so that two can be compared. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** Paths from the folder; links are left out, and not followed as Node's recursive reading follows them. */
export function filesWithin(folder: string): string[] {
  const { stdout } = spawnSync('find', [folder, '-type', 'f', '-printf', '%P\\n'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return stdout.trim().split('\n');
}

/** Mode and hash of every file, by its path. */
export function describeTree(folder: string): Record<string, string> {
  const describe = (name: string) => {
    const file = path.join(folder, name);
    const mode = (statSync(file).mode & 0o777).toString(8);
    return `${mode} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
  };
  return Object.fromEntries(
    filesWithin(folder)
      .sort()
      .map((name) => [name, describe(name)]),
  );
}

/** `e_machine` of the ELF header of programs for AArch64. */
export const AARCH64 = 183;

/** For which machines the programs and libraries of a folder are: `e_machine` of each ELF file, by its path. */
export function elfMachines(folder: string): Map<string, number> {
  const machines = new Map<string, number>();
  for (const name of filesWithin(folder)) {
    const header = firstBytes(path.join(folder, name), 20);
    if (header.subarray(0, 4).toString('latin1') === '\x7fELF') machines.set(name, header.readUInt16LE(18));
  }
  return machines;
}

function firstBytes(file: string, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, bytes, 0, count, 0);
  closeSync(descriptor);
  return bytes;
}
