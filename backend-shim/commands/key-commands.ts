/** Implements the key checks of `vigie check`, and `vigie rekey`. */
import { existsSync } from 'node:fs';
import type { ProblemReason } from '#contract/reasons/problems';
import type { SidecarConfig } from '../config.ts';
import { keyFits, openKeyring, WRONG_KEY } from '../keyring.ts';
import type { MasterKeys } from '../keyring.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdGenerator } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { rekey } from './rekey.ts';
import { configOrProblems } from './settings.ts';
import type { SettingsDeps } from './settings.ts';
import { DATA_FOLDER, readSecretKey } from '../secrets.ts';
import type { SecretFiles } from '../secrets.ts';
import { hasTables } from '../store/access/keyring.ts';
import { openSqliteBeside } from '../store/sqlite/sqlite.ts';
import type { Store } from '../store/store.ts';

export interface KeyCommandDeps {
  files: SecretFiles;
  clock: Clock;
  ids: IdGenerator;
  log: Log;
}

type OpenedStore = { ok: true; store: Store } | { ok: false; reason: string } | null;

/** @returns null: there is no database yet */
async function openBeside(
  { database }: SidecarConfig,
  { clock, ids, log }: KeyCommandDeps,
  mode: 'read' | 'write',
): Promise<OpenedStore> {
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('../store/postgres/postgres.ts');
    return openPostgres(database.urls, clock, log, ids);
  }
  return existsSync(database.path) ? openSqliteBeside(database.path, clock, mode) : null;
}

async function keysOf(config: SidecarConfig, files: SecretFiles): Promise<MasterKeys | null> {
  const secretKey = await readSecretKey(config, files, DATA_FOLDER);
  return secretKey === null ? null : { secretKey, previousSecretKey: config.secretKeyPrevious };
}

export interface KeyFinding {
  /** `error`: the sidecar would not start. */
  level: 'error' | 'warning';
  message: string;
  why: ProblemReason;
}

/** Reads only. @returns what is wrong with the key, as far as the database can be read */
export async function checkKey(config: SidecarConfig, deps: KeyCommandDeps): Promise<KeyFinding[]> {
  const keys = await keysOf(config, deps.files);
  const opened = keys && (await openBeside(config, deps, 'read'));
  if (!keys || !opened) {
    return [];
  }
  if (!opened.ok) {
    return [
      {
        level: 'warning',
        message: `VIGIE_SECRET_KEY was not compared with the database: ${opened.reason}`,
        why: { reason: 'key-not-compared', data: { detail: opened.reason } },
      },
    ];
  }
  try {
    const fits = !(await hasTables(opened.store.read)) || (await keyFits(opened.store, keys));
    return fits ? [] : [{ level: 'error', message: WRONG_KEY, why: { reason: 'wrong-key' } }];
  } finally {
    await opened.store.close();
  }
}

export type RekeyDeps = KeyCommandDeps & SettingsDeps;

/** @returns the exit code: 0 if every secret is sealed with `VIGIE_SECRET_KEY` */
export async function runRekey(deps: RekeyDeps): Promise<0 | 1> {
  const { print } = deps;
  const config = configOrProblems(deps);
  if (config === null) {
    return 1;
  }
  const keys = await keysOf(config, deps.files);
  const opened = keys && (await openBeside(config, deps, 'write'));
  if (!keys || !opened) {
    print(`error: there is ${keys ? 'no database' : 'no VIGIE_SECRET_KEY'} yet; start the sidecar once first`);
    return 1;
  }
  if (!opened.ok) {
    print(`error: ${opened.reason}`);
    return 1;
  }
  try {
    return await rekeyStore(opened.store, keys, print);
  } finally {
    await opened.store.close();
  }
}

async function rekeyStore(store: Store, keys: MasterKeys, print: (line: string) => void): Promise<0 | 1> {
  if (!(await hasTables(store.read))) {
    print('error: this database has no tables yet; start the sidecar once first');
    return 1;
  }
  const keyring = await openKeyring(store, keys, false);
  if (!keyring.ok) {
    print(`error: ${keyring.problem}`);
    return 1;
  }
  const { done, missed, broken } = await rekey(store, { ...keyring.keyring.vault, sealsAddresses: () => true });
  broken.forEach((where) => print(`error: ${where}: neither key opens a secret; set it again, or delete the object`));
  print(`${done} ${done === 1 ? 'row was' : 'rows were'} sealed anew under VIGIE_SECRET_KEY`);
  if (missed > 0) {
    print(`error: ${missed} rows were changed meanwhile; run this again`);
  }
  return missed + broken.length > 0 ? 1 : 0;
}
