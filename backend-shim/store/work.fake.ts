/** Provides a migrated database, in memory or one that is given, with transactions at the instant that a test sets. */
import { createIds } from '../adapters/random-ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { IdGenerator } from '../ports/ids.ts';
import { CAPABILITIES } from './capabilities.ts';
import { createPolicyCopies } from './incidents/policy-copies.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import type { Db, Store } from './store.ts';
import { createUnreadableRegistry } from './stored/unreadable.ts';
import type { UnreadableRegistry } from './stored/unreadable.ts';
import { silentLog } from './upkeep/silent-log.fake.ts';
import type { StageFailure, Work } from './work.ts';
import { NO_RESTS, noWaits } from './labour/resting.ts';

export interface WorkBench {
  store: Store;
  read: Db;
  /** The instant of the next transaction. */
  now: number;
  directory: Directory;
  /** Failures that were worked around. */
  failures: StageFailure[];
  transact<T>(work: (work: Work) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface GivenBench {
  now: number;
  directory?: Partial<Directory>;
  ids?: Partial<IdGenerator>;
  unreadable?: UnreadableRegistry;
}

export async function openWork(given: GivenBench): Promise<WorkBench> {
  const opened = openSqlite(':memory:', { machine: () => given.now, monotonic: () => 0 } as Clock);
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  return workOn(opened.store, given);
}

/** @param store of a new database, which is migrated here */
export async function workOn(store: Store, given: GivenBench): Promise<WorkBench> {
  await migrate(store);
  const shared = {
    cap: CAPABILITIES[store.dialect],
    ids: { ...createIds(), ...given.ids },
    copies: createPolicyCopies(),
    unreadable: given.unreadable ?? createUnreadableRegistry(silentLog),
  };
  const bench: WorkBench = {
    store,
    read: store.read,
    now: given.now,
    directory: (given.directory ?? {}) as Directory,
    failures: [],
    transact: async (work) => {
      const ended: Work['ended'] = [];
      const end = (isCommitted: boolean) => ended.splice(0).forEach((tell) => tell(isCommitted));
      const run = store.transaction((tx) =>
        work({
          ...shared,
          tx,
          now: bench.now,
          directory: bench.directory,
          requests: [],
          ended,
          rests: NO_RESTS,
          waits: noWaits(),
          report: (failure) => bench.failures.push(failure),
        }),
      );
      const done = await run.catch((error: unknown) => {
        end(false);
        throw error;
      });
      end(true);
      return done;
    },
    close: () => store.close(),
  };
  return bench;
}
