/**
 * Seals what a release before 0.2 left as it is, beside paging. While such a release is connected to the same database,
 * which it cannot read sealed, nothing is sealed.
 */
import type { Log } from '../../ports/log.ts';
import type { Vault } from '../../ports/vault.ts';
import { sealAddressesFromNow } from '../../store/access/keyring.ts';
import { isOlderBeside } from '../../store/access/unsealed.ts';
import type { RunTransaction } from '../../store/work.ts';
import { sealPortion } from './seal-rest.ts';
import type { SealingCursor } from './seal-rest.ts';

export interface SealingDeps {
  vault: Vault;
  transact: RunTransaction;
  log: Log;
  /** Reads again whether addresses are sealed. */
  refresh(): Promise<void>;
  /** Of the configuration in force. */
  revision(): number;
}

/** @returns one step of the work; true: there is more to do at once */
export function createSealing({ vault, transact, log, refresh, revision }: SealingDeps): () => Promise<boolean> {
  let cursor: SealingCursor = null;
  let done = 0;
  let missed = 0;
  /** The revision that was gone through last; `begun` counts for the one under way. */
  let seen: number | null = null;
  let begun = 0;

  /** @returns whether addresses are sealed at each write */
  async function begin(): Promise<boolean> {
    if (vault.sealsAddresses()) {
      return true;
    }
    const isBegun = await transact(async ({ tx, cap }) => {
      if (await isOlderBeside(tx, cap)) {
        return false;
      }
      await sealAddressesFromNow(tx);
      return true;
    });
    await refresh();
    if (isBegun) {
      log.info({}, 'addresses that are secrets are sealed from now on');
    }
    return isBegun;
  }

  return async () => {
    if (cursor === null && (seen === revision() || !(await begin()))) {
      return false;
    }
    if (cursor === null) {
      begun = revision();
    }
    const from = cursor;
    const portion = await transact(({ tx, cap }) => sealPortion(tx, cap, vault, from));
    cursor = portion.cursor;
    done += portion.done;
    missed += portion.missed;
    if (cursor !== null) {
      return true;
    }
    // What was missed, and what another sidecar wrote before it knew, is found the next time.
    seen = missed > 0 || done > 0 ? null : begun;
    if (done > 0) {
      log.info({ rows: done }, 'addresses that were stored as they are were sealed');
    }
    [done, missed] = [0, 0];
    return false;
  };
}
