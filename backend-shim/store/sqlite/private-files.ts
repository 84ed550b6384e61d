/** Restricts the database's files to the sidecar's own user, since they hold addresses, alerts and sealed secrets. */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

export const PRIVATE_MODE = 0o600;

/** SQLite gives its journals the mode of the database. */
const SIDES = ['', '-wal', '-shm', '-journal'];

/**
 * Makes the file, empty, where it is missing, and takes it and what lies beside it from everybody else.
 * Files that a release before 0.2 made are readable by all.
 * @throws where the file belongs to another user
 */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE_MODE));
  SIDES.map((side) => `${file}${side}`)
    .filter(existsSync)
    .forEach((one) => chmodSync(one, PRIVATE_MODE));
}
