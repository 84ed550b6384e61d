import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Ids } from '../ports/ids.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import type { PolicyCopies } from '../store/policy-copies.ts';
import type { Store } from '../store/store.ts';
import type { Work } from '../store/work.ts';

/** Runs stages in one transaction with one `now`. */
export type Transact = <T>(work: (work: Work) => Promise<T>, now?: number) => Promise<T>;

export interface TransactDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  copies: PolicyCopies;
  directory(): Directory;
}

export function createTransact({ store, clock, ids, copies, directory }: TransactDeps): Transact {
  return async (work, now) => {
    const at = now ?? (await clock.now());
    return store.transaction((tx) => work({ tx, cap: CAPABILITIES[store.dialect], now: at, ids, directory: directory(), copies }));
  };
}
