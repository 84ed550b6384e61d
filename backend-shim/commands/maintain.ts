/** Implements `--backup <file>` and `--restore <file>` for the embedded database. */
import { formatConfigProblem, loadConfig } from '../config.ts';
import type { ConfigInputs, EnvironmentVariables } from '../config.ts';
import { backupSqlite, restoreSqlite } from '../store/upkeep/backup.ts';

export interface MaintainDeps {
  env: EnvironmentVariables;
  inputs: ConfigInputs;
  /** For the name under which the replaced database is kept. */
  now: number;
  print(line: string): void;
}

/** @returns the exit code */
export async function maintain(
  what: 'backup' | 'restore',
  file: string | undefined,
  deps: MaintainDeps,
): Promise<0 | 1> {
  const { env, inputs, print } = deps;
  const loaded = loadConfig(env, inputs);
  if (!loaded.ok) {
    loaded.problems.forEach((problem) => print(`error: ${formatConfigProblem(problem)}`));
    return 1;
  }
  if (file === undefined) {
    print(`error: the file is missing. Usage: vigie ${what} /path/to/vigie-backup.db`);
    return 1;
  }
  const { database } = loaded.config;
  if (database.kind === 'postgres') {
    print(`error: the database is PostgreSQL; use pg_dump and pg_restore`);
    return 1;
  }
  const stamp = new Date(deps.now).toISOString().replace(/[:.]/g, '-');
  try {
    const result =
      what === 'backup' ? await backupSqlite(database.path, file) : restoreSqlite(database.path, file, stamp);
    print(`${result.ok ? '' : 'error: '}${result.message}`);
    return result.ok ? 0 : 1;
  } catch (error) {
    // Errors of the file system: no such folder, no space, not permitted.
    const kept =
      what === 'restore'
        ? `; if ${database.path} is gone, it is kept beside it as ${database.path}.before-${stamp}`
        : '';
    print(
      `error: ${file} could not be ${what === 'backup' ? 'written' : 'put back'} (${(error as Error).message})${kept}`,
    );
    return 1;
  }
}
