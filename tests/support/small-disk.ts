/** A small file system of its own, which a test fills; needs root. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SmallDisk {
  folder: string;
  /** Writes until nothing more fits, as a program that runs wild does. */
  fill(): Promise<void>;
  /** Takes every block that becomes free, until the answer is called, which also gives back all that was taken. */
  keepFilling(): () => Promise<void>;
  /** Removes what `fill` wrote. */
  free(): Promise<void>;
  unmount(): void;
}

/** In memory, or a file behind a loop device, which has blocks, a journal and a place for what is removed, as disks have. */
export type SmallDiskKind = 'tmpfs' | 'ext4';

const run = (program: string, ...given: string[]) => execFileSync(program, given, { stdio: 'pipe' });

function mount(folder: string, size: string, kind: SmallDiskKind): void {
  if (kind === 'tmpfs') {
    run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
    return;
  }
  run('truncate', '-s', size, imageOf(folder));
  // Nothing is kept for root, who runs the tests.
  run('mkfs.ext4', '-q', '-m', '0', imageOf(folder));
  run('mount', '-o', 'loop', imageOf(folder), folder);
}

const imageOf = (folder: string): string => `${folder}.img`;

function unmount(folder: string): void {
  run('umount', folder);
  remove(folder);
}

function remove(folder: string): void {
  rmdirSync(folder);
  rmSync(imageOf(folder), { force: true });
}

/** Why no small disk can be had here; null: it can. */
export function whyNoSmallDisk(kind: SmallDiskKind = 'tmpfs'): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-disk-'));
  try {
    mount(folder, '4m', kind);
  } catch {
    remove(folder);
    return `cannot mount a small ${kind} here; run as root${kind === 'ext4' ? ', with loop devices and mkfs.ext4' : ''}`;
  }
  unmount(folder);
  return null;
}

/** @param size as mount takes it, such as `6m` */
export function mountSmallDisk(size: string, kind: SmallDiskKind = 'tmpfs'): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-disk-'));
  mount(folder, size, kind);
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill: () => fill(ballast),
    keepFilling: () => keepFilling(path.join(folder, 'wild')),
    free: () => rm(ballast),
    unmount: () => unmount(folder),
  };
}

/** Another program: it takes blocks also while this one waits, small ones as well where ext4 has none for a large write. */
function keepFilling(file: string): () => Promise<void> {
  const program = spawn('sh', [
    '-c',
    `while :; do cat /dev/zero >> "$0" 2>/dev/null; head -c 4096 /dev/zero >> "$0" 2>/dev/null; sleep 0.01; done`,
    file,
  ]);
  const ended = once(program, 'exit');
  return async () => {
    program.kill('SIGKILL');
    await ended;
    await rm(file);
  };
}

async function fill(file: string): Promise<void> {
  for (const size of [65_536, 4096, 1]) {
    try {
      for (;;) await writeFile(file, Buffer.alloc(size, 1), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
