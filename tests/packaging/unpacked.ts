/** Describes a folder of unpacked files, so that two can be compared. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
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
