/**
 * Seals what a release before 0.2 left as it is, beside paging. While such a release is connected to the same database,
 * which it cannot read sealed, nothing is sealed.
 */
import { MINUTE } from '#domain/time/duration';
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

/**
 * ms that no sidecar of an earlier release may have been seen for before anything is sealed: one that is started again, or loses its
 * connections for a moment, is still there.
 */
const ABSENT_FOR = 10 * MINUTE;

/** @returns one step of the work at an instant of the store; true: there is more to do at once */
export function createSealing({
  vault,
  transact,
  log,
  refresh,
  revision,
}: SealingDeps): (now: number) => Promise<boolean> {
  const begin = beginning({ vault, transact, log, refresh });
  let cursor: SealingCursor = null;
  let done = 0;
  let missed = 0;
  /** The revision that was gone through last; `begun` counts for the one under way. */
  let seen: number | null = null;
  let begun = 0;

  return async (now) => {
    if (cursor === null && (seen === revision() || !(await begin(now)))) {
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

/** @returns whether addresses are sealed at each write, which begins when that may be */
function beginning({
  vault,
  transact,
  log,
  refresh,
}: Omit<SealingDeps, 'revision'>): (now: number) => Promise<boolean> {
  /** Since when no earlier release was seen; null: it was, or nobody has looked yet. */
  let absentSince: number | null = null;
  return async (now) => {
    if (vault.sealsAddresses()) {
      return true;
    }
    const isBegun = await transact(async ({ tx, cap }) => {
      if (await isOlderBeside(tx, cap)) {
        absentSince = null;
        return false;
      }
      absentSince ??= now;
      if (cap.shared && now - absentSince < ABSENT_FOR) {
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
  };
}
