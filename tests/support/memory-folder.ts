/** Tells where tests keep databases that need not survive the machine: in memory, where there is room for them. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** The most that the databases of all workers take together, with room to spare. */
const WANTED_BYTES = 2 * 1024 ** 3;

/**
 * Databases are kept in memory because a commit waits for the disk, and a story waits mostly for its thousands of
 * commits. `tests/faults` and `tests/bench` stay on the disk, since their results depend on it.
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
