/** Tells where tests keep databases that need not survive the machine: in memory, where there is room for them. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** What the databases of all workers take together at most, with room to spare. */
const WANTED_BYTES = 2 * 1024 ** 3;

/**
 * A commit waits for the disk, and thousands of them are most of what a story waits for. `tests/faults` and
 * `tests/bench` stay on the disk: what they show depends on it.
 * @returns the folder, for the environment variable TMPDIR
 */
export function memoryFolder(): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= WANTED_BYTES ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
