/** Implements `vigie backup <file>` and `vigie restore <file>` for the embedded database. */
import { backupSqlite, restoreSqlite } from '../store/upkeep/backup.ts';
import type { SidecarConfig } from '../config/config.ts';
import { configOrProblems } from './settings.ts';
import type { SettingsDeps } from './settings.ts';

export interface MaintainDeps extends SettingsDeps {
  /** For the name under which the replaced database is kept. */
  now: number;
  /** What the restored database lacks. */
  missingParts(config: SidecarConfig): Promise<string[]>;
}

/** @returns the exit code */
export async function maintain(
  what: 'backup' | 'restore',
  file: string | undefined,
  deps: MaintainDeps,
): Promise<0 | 1> {
  const { print } = deps;
  const config = configOrProblems(deps);
  if (config === null) {
    return 1;
  }
  if (file === undefined) {
    print(`error: the file is missing. Usage: vigie ${what} /path/to/vigie-backup.db`);
    return 1;
  }
  const { database } = config;
  if (database.kind === 'postgres') {
    print(`error: the database is PostgreSQL; use pg_dump and pg_restore`);
    return 1;
  }
  const stamp = new Date(deps.now).toISOString().replace(/[:.]/g, '-');
  try {
    const result = what === 'backup' ? backupSqlite(database.path, file) : restoreSqlite(database.path, file, stamp);
    print(`${result.ok ? '' : 'error: '}${result.message}`);
    if (what === 'restore' && result.ok) {
      await printMissing(config, deps);
    }
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

async function printMissing(config: SidecarConfig, { print, missingParts }: MaintainDeps): Promise<void> {
  const missing = await missingParts(config);
  missing.forEach((part) => print(`missing: ${part}`));
  print(missing.length === 0 ? 'nothing is missing; start the sidecar' : 'put these back, then start the sidecar');
}
