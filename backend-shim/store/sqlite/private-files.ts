/** Restricts the database's files to the sidecar's own user, since they hold addresses, alerts and sealed secrets. */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

export const PRIVATE_MODE = 0o600;

/** SQLite gives its journals the mode of the database; the others are what is kept of the disk. */
const SIDES = ['', '-wal', '-shm', '-journal', '.reserve', '.trial'];

/**
 * Creates an empty file if it is missing, and makes it and the files beside it private. Files that a release before 0.2
 * created are readable by all.
 * @throws where the file belongs to another user
 */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE_MODE));
  SIDES.map((side) => `${file}${side}`)
    .filter(existsSync)
    .forEach((one) => chmodSync(one, PRIVATE_MODE));
}
