/**
 * Keeps the rests that apply as a value, read outside of the pager's transaction: reading them never delays or fails a
 * page. After a read that fails everybody is available; it is counted, unless the database is away.
 */
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { NO_RESTS } from '../store/labour/resting.ts';
import type { RestsByPerson, WaitCounts } from '../store/labour/resting.ts';
import { readApplyingRests } from '../store/labour/rests/rests.ts';
import { isOutage, logFailure } from '../store/store.ts';
import type { Store } from '../store/store.ts';

export interface RestCache {
  current(): RestsByPerson;
  /** When a round begins, and after rests were written. */
  refresh(now: number): Promise<void>;
  count(waits: WaitCounts): void;
}

interface RestCacheDeps {
  store: Pick<Store, 'read'>;
  directory(): Directory;
  log: Log;
  metrics: Pick<Metrics, 'labourFailures' | 'restHeld' | 'restNobodyElse'>;
}

export function keepRests({ store, directory, log, metrics }: RestCacheDeps): RestCache {
  let rests = NO_RESTS;
  return {
    current: () => rests,
    count: ({ held, nobodyElse }) => {
      metrics.restHeld.inc({}, held);
      metrics.restNobodyElse.inc({}, nobodyElse);
    },
    refresh: async (now) => {
      if (directory().units.size === 0) {
        rests = NO_RESTS;
        return;
      }
      try {
        rests = Map.groupBy(await readApplyingRests(store.read, now), ({ user }) => user);
      } catch (error) {
        rests = NO_RESTS;
        if (!isOutage(error)) {
          metrics.labourFailures.inc({ what: 'rests' });
        }
        logFailure(log, error, 'could not read who must rest; until then everybody is paged as if nobody did');
      }
    },
  };
}

/** For what runs without units. */
export const nobodyRests: RestCache = {
  current: () => NO_RESTS,
  refresh: () => Promise.resolve(),
  count: () => undefined,
};
