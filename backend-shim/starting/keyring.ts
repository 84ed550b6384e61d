/**
 * Opens the vault of a database with `VIGIE_SECRET_KEY`, which must be the key that the database was written with, or
 * have that key beside it as `VIGIE_SECRET_KEY_PREVIOUS`.
 */
import { createVault, INDEX } from '../adapters/vault.ts';
import type { SidecarConfig } from '../config/config.ts';
import type { Vault } from '../ports/vault.ts';
import { lookAtSecrets } from './secrets.ts';
import type { SecretFiles } from './secrets.ts';
import { keepIndexKey, readKeyring, readSealedRows, sealAddressesFromNow, sealedIn } from '../store/access/keyring.ts';
import type { Store } from '../store/store.ts';
import { lookAt } from '../store/upkeep/open-to-read.ts';
import type { LookDeps } from '../store/upkeep/open-to-read.ts';

export interface MasterKeys {
  secretKey: string;
  /** null: the key is not being replaced. */
  previousSecretKey: string | null;
}

export interface Keyring {
  vault: Vault;
  /** Reads again whether addresses are sealed, which another sidecar or `--rekey` changes while this one runs. */
  refresh(): Promise<void>;
}

export type OpenedKeyring = { ok: true; keyring: Keyring } | { ok: false; problem: string };

export const WRONG_KEY =
  'VIGIE_SECRET_KEY is not the key that this database was written with. Set the earlier one (data/secret-key, where Vigie made it), or restore it from a backup. ' +
  'To replace it, give the new one as VIGIE_SECRET_KEY and the earlier one as VIGIE_SECRET_KEY_PREVIOUS, then run --rekey. Nothing was changed.';

export const KEY_MISSING =
  'VIGIE_SECRET_KEY is missing, and this database holds secrets that only its key opens. Put the file data/secret-key back, or set VIGIE_SECRET_KEY to the key that was in use. ' +
  'No new key was made, and nothing was changed.';

/** Reads only. @returns whether something is sealed, so that a new key would be a wrong one */
export async function holdsKey(store: Pick<Store, 'read'>): Promise<boolean> {
  const { sealedIndexKey } = await readKeyring(store.read);
  return sealedIndexKey !== null || (await readSealedRows(store.read)).some((row) => sealedIn(row).length > 0);
}

/** @returns why a start with this configuration must not make a key; null: one is given, or the database has none */
export async function keyMissing(
  config: Pick<SidecarConfig, 'database' | 'secretKey'>,
  files: Pick<SecretFiles, 'read' | 'whyNotMade'>,
  deps: LookDeps,
): Promise<string | null> {
  const given = { secretKey: config.secretKey, apiToken: '', pluginToken: '' };
  if (!(await lookAtSecrets(given, files)).missing.includes('VIGIE_SECRET_KEY')) {
    return null;
  }
  const looked = await lookAt(config.database, deps, holdsKey);
  return looked === null ? null : !looked.ok ? looked.reason : looked.found ? KEY_MISSING : null;
}

/** @param isNew nothing has been written yet, so no earlier release will read this database */
export async function openKeyring(store: Store, keys: MasterKeys, isNew: boolean): Promise<OpenedKeyring> {
  if (!(await keyFits(store, keys))) {
    return { ok: false, problem: WRONG_KEY };
  }
  let kept = await readKeyring(store.read);
  if (kept.sealedIndexKey === null) {
    const derived = derivedIndexKey(await readSealedRows(store.read), keys);
    await store.transaction(async (tx) => {
      await keepIndexKey(tx, vaultOf(keys).seal(derived));
      if (isNew) {
        await sealAddressesFromNow(tx);
      }
    });
    kept = await readKeyring(store.read);
  }
  const indexKey = Buffer.from(vaultOf(keys).open(kept.sealedIndexKey ?? ''), 'base64url');
  const vault = createVault(keys.secretKey, {
    previous: keys.previousSecretKey,
    indexKey,
    sealsAddresses: () => kept.sealsAddresses,
  });
  return { ok: true, keyring: { vault, refresh: async () => void (kept = await readKeyring(store.read)) } };
}

/** Reads only. @returns false: the database holds secrets, and none that matters can be opened */
export async function keyFits(store: Pick<Store, 'read'>, keys: MasterKeys): Promise<boolean> {
  const vault = vaultOf(keys);
  const { sealedIndexKey } = await readKeyring(store.read);
  if (sealedIndexKey !== null) {
    return vault.opens(sealedIndexKey);
  }
  // Databases of 0.1 store no index key. One damaged secret does not mean a wrong key.
  const sealed = (await readSealedRows(store.read)).flatMap(sealedIn);
  return sealed.length === 0 || sealed.some((text) => vault.opens(text));
}

/**
 * Releases before 0.2 derived the index key from the key in use; deriving it again keeps existing fingerprints valid.
 */
function derivedIndexKey(rows: ReadonlyArray<{ text: string }>, { secretKey, previousSecretKey }: MasterKeys): string {
  const current = createVault(secretKey);
  const sealed = rows.flatMap(sealedIn);
  const isOfPrevious =
    previousSecretKey !== null && sealed.length > 0 && !sealed.some((text) => current.isCurrent(text));
  return (isOfPrevious ? createVault(previousSecretKey) : current).key(INDEX).toString('base64url');
}

export function vaultOf({ secretKey, previousSecretKey }: MasterKeys): Vault {
  return createVault(secretKey, { previous: previousSecretKey });
}
