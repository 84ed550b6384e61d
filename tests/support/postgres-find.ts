/** Finds PostgreSQL on this machine, or says what to do if there is none. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const home = '/usr/lib/postgresql';

/** Folder of the newest PostgreSQL server's commands (Debian's layout, else the PATH), or null. */
export function findPostgres(): string | null {
  const versions = existsSync(home) ? readdirSync(home) : [];
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(home, version, 'bin'))
    .concat((process.env.PATH ?? '').split(path.delimiter));
  return (
    folders.find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres'))) ??
    null
  );
}

/** Why tests on PostgreSQL can't run here, with what to do; null if they can. */
export function whyNoPostgres(): string | null {
  if (findPostgres() !== null) return null;
  return 'no PostgreSQL server on this machine; sudo apt-get install -y postgresql';
}
