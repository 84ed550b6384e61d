/**
 * Implements `vigie rekey`: seals every secret anew with `VIGIE_SECRET_KEY`, and seals addresses that are secrets for the
 * first time. Sidecars may run at the same time; the next run takes what they write meanwhile.
 */
import { existsSync } from 'node:fs';
import type { SidecarConfig } from '../config/config.ts';
import { KEY_MISSING, openKeyring } from '../starting/keyring.ts';
import type { MasterKeys } from '../starting/keyring.ts';
import type { Vault } from '../ports/vault.ts';
import { sealEverything } from '../configuration/sealing/seal-rest.ts';
import { DATA_FOLDER, readSecretKey } from '../starting/secrets.ts';
import type { SecretFiles } from '../starting/secrets.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import {
  hasTables,
  readSealedImports,
  readSealedRows,
  replaceSealed,
  resealed,
  sealAddressesFromNow,
  sealedIn,
} from '../store/access/keyring.ts';
import type { SealedRow } from '../store/access/keyring.ts';
import type { Store } from '../store/store.ts';
import { openSqliteBeside } from '../store/sqlite/sqlite.ts';
import type { OpenResult } from '../store/sqlite/sqlite.ts';
import type { LookDeps } from '../store/upkeep/open-to-read.ts';
import { configOrProblems } from './settings.ts';
import type { SettingsDeps } from './settings.ts';

export interface RekeyDeps extends SettingsDeps, LookDeps {
  files: Pick<SecretFiles, 'read'>;
}

type OpenedStore = OpenResult | null;

/** @returns null: there is no database yet */
async function openBeside({ database }: SidecarConfig, { clock, ids, log }: RekeyDeps): Promise<OpenedStore> {
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('../store/postgres/postgres.ts');
    return openPostgres(database.urls, clock, log, ids, 'reads');
  }
  return existsSync(database.path) ? openSqliteBeside(database.path, clock, 'write') : null;
}

async function keysOf(config: SidecarConfig, files: RekeyDeps['files']): Promise<MasterKeys | null> {
  const secretKey = await readSecretKey(config, files, DATA_FOLDER);
  return secretKey === null ? null : { secretKey, previousSecretKey: config.secretKeyPrevious };
}

/** @returns the exit code: 0 if every secret is sealed with `VIGIE_SECRET_KEY` */
export async function runRekey(deps: RekeyDeps): Promise<0 | 1> {
  const { print } = deps;
  const config = configOrProblems(deps);
  if (config === null) {
    return 1;
  }
  const opened = await openBeside(config, deps);
  if (opened === null || !opened.ok) {
    print(`error: ${opened?.reason ?? 'there is no database yet; start the sidecar once first'}`);
    return 1;
  }
  try {
    return await rekeyStore(opened.store, await keysOf(config, deps.files), print);
  } finally {
    await opened.store.close();
  }
}

async function rekeyStore(store: Store, keys: MasterKeys | null, print: (line: string) => void): Promise<0 | 1> {
  if (!(await hasTables(store.read))) {
    print('error: this database has no tables yet; start the sidecar once first');
    return 1;
  }
  if (keys === null) {
    print(`error: ${KEY_MISSING}`);
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

interface RekeyResult {
  /** Rows that were sealed anew. */
  done: number;
  /** Rows that a sidecar changed at the same moment. */
  missed: number;
  /** Secrets that neither key opens: kind or table, and id. */
  broken: string[];
}

const MOST_ROUNDS = 10;

/** @param vault must seal addresses */
async function rekey(store: Store, vault: Vault): Promise<RekeyResult> {
  await store.transaction((tx) => sealAddressesFromNow(tx));
  let done = 0;
  for (let round = 1; ; round++) {
    const result = await rekeyOnce(store, vault);
    done += result.done;
    if (result.missed === 0 || round === MOST_ROUNDS) {
      const rest = await sealEverything(store, vault);
      return { ...result, missed: result.missed + rest.missed, done: done + rest.done };
    }
  }
}

async function rekeyOnce(store: Store, vault: Vault): Promise<RekeyResult> {
  const rekeyed: RekeyResult = { done: 0, missed: 0, broken: [] };
  for (const row of [...(await readSealedRows(store.read)), ...(await readSealedImports(store.read))]) {
    const next = sealedIn(row).every((text) => vault.opens(text)) ? nextText(row, vault) : null;
    if (next === null) {
      rekeyed.broken.push(Object.values({ table: row.table, ...row.key }).join(' '));
    } else if (next !== row.text) {
      const replaced = await store.transaction((tx) => replaceSealed(tx, CAPABILITIES[store.dialect], row, next));
      rekeyed[replaced ? 'done' : 'missed'] += 1;
    }
  }
  return rekeyed;
}

/** Unchanged if nothing is to be done, so that a second run changes nothing. */
function nextText(row: SealedRow, vault: Vault): string {
  return resealed(row.text, (sealed) => (vault.isCurrent(sealed) ? sealed : vault.seal(vault.open(sealed))));
}
