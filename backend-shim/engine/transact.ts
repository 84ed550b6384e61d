/** Runs stages in one transaction and reports those that fail. */
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { IdGenerator } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { CAPABILITIES } from '../store/capabilities.ts';
import { noWaits } from '../store/labour/resting.ts';
import { storeRequests } from '../store/outbox-requests.ts';
import type { PolicyCopies } from '../store/incidents/policy-copies.ts';
import type { Store } from '../store/store.ts';
import type { UnreadableRegistry } from '../store/stored/unreadable.ts';
import type { RestKeeper } from './rests.ts';
import type { StageFailure, RunTransaction, Work } from '../store/work.ts';

export interface TransactDeps {
  store: Store;
  clock: Clock;
  ids: IdGenerator;
  copies: PolicyCopies;
  unreadable: UnreadableRegistry;
  directory(): Directory;
  /** Who must rest, and counting whom the pager let rest. */
  rests: Pick<RestKeeper, 'current' | 'count'>;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
}

export function createTransact({
  store,
  clock,
  ids,
  copies,
  unreadable,
  directory,
  rests,
  report,
}: TransactDeps): RunTransaction {
  return async (work, now) => {
    const at = now ?? (await clock.now());
    let waits = noWaits();
    const ended: Work['ended'] = [];
    const end = (isCommitted: boolean) => ended.splice(0).forEach((tell) => tell(isCommitted));
    const run = store.transaction(async (tx) => {
      // After a conflict the work is done again.
      end(false);
      waits = noWaits();
      const own: Work = {
        tx,
        cap: CAPABILITIES[store.dialect],
        now: at,
        ids,
        directory: directory(),
        rests: rests.current(),
        waits,
        copies,
        unreadable,
        requests: [],
        ended,
        report,
      };
      const answer = await work(own);
      await storeRequests(own);
      return answer;
    });
    const done = await run.catch((error: unknown) => {
      end(false);
      throw error;
    });
    rests.count(waits);
    end(true);
    return done;
  };
}

/** The metric names only the stage: ids would create a series each. */
export function reportTo(log: Log, metrics: Pick<Metrics, 'advanceFailures'>): (failure: StageFailure) => void {
  return ({ stage, incident, error }) => {
    metrics.advanceFailures.inc({ stage });
    log.error(
      { stage, incident, err: error },
      'part of an incident failed unexpectedly; it is skipped, and the incident goes on',
    );
  };
}
