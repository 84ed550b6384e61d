/**
 * Implements `vigie rekey`: seals every secret anew with `VIGIE_SECRET_KEY`, and seals addresses that are secrets for the
 * first time. Sidecars may run at the same time; the next run takes what they write meanwhile.
 */
import type { Vault } from '../ports/vault.ts';
import { sealEverything } from '../configuration/sealing/seal-rest.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import {
  readSealedImports,
  readSealedRows,
  replaceSealed,
  resealed,
  sealAddressesFromNow,
  sealedIn,
} from '../store/access/keyring.ts';
import type { SealedRow } from '../store/access/keyring.ts';
import type { Store } from '../store/store.ts';

export interface RekeyResult {
  /** Rows that were sealed anew. */
  done: number;
  /** Rows that a sidecar changed at the same moment. */
  missed: number;
  /** Secrets that neither key opens: kind or table, and id. */
  broken: string[];
}

const MOST_ROUNDS = 10;

/** @param vault must seal addresses */
export async function rekey(store: Store, vault: Vault): Promise<RekeyResult> {
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
