/** A small file system of its own, which a test fills; needs root. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
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

function mount(folder: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
}

/** Why no small disk can be had here; null: it can. */
export function whyNoSmallDisk(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-disk-'));
  try {
    mount(folder, '1m');
    execFileSync('umount', [folder]);
    return null;
  } catch {
    return 'cannot mount a small tmpfs here; run as root';
  } finally {
    rmdirSync(folder);
  }
}

/** @param size as mount takes it, such as `6m` */
export function mountSmallDisk(size: string): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-disk-'));
  mount(folder, size);
  const ballast = path.join(folder, 'ballast');
  return {
    folder,
    fill: () => fill(ballast),
    keepFilling: () => keepFilling(path.join(folder, 'wild')),
    free: () => rm(ballast),
    unmount: () => {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}

/** Another program: it takes blocks also while this one waits. */
function keepFilling(file: string): () => Promise<void> {
  const program = spawn('sh', ['-c', 'while :; do cat /dev/zero >> "$0" 2>/dev/null; sleep 0.01; done', file]);
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
