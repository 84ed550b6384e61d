/** Runs stages in one transaction and reports those that fail. */
import { createLeftOut, isLasting } from '../store/concurrency/aside.ts';
import type { AsidePart } from '../store/concurrency/aside.ts';
import { isOutage } from '../store/store.ts';
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
import type { RestCache } from './rests.ts';
import type { StageFailure, RunTransaction, Work } from '../store/work.ts';

export interface TransactDeps {
  store: Store;
  clock: Clock;
  ids: IdGenerator;
  copies: PolicyCopies;
  unreadable: UnreadableRegistry;
  directory(): Directory;
  /** Who must rest, and counting whom the pager let rest. */
  rests: Pick<RestCache, 'current' | 'count'>;
  /** See `Work.report`. */
  report(failure: StageFailure): void;
  /** A part beside paging failed; paging goes on without it. */
  reportAside?(part: AsidePart, error: unknown): void;
  /** Whether `now` is the time of a clock that somebody sets by hand, and that waits do not follow. */
  isManual?: boolean;
  /** Transactions take only space that is to spare. Absent: they may draw on what is kept for open incidents. */
  spare?: boolean;
}

export function createTransact(deps: TransactDeps): RunTransaction {
  const leftOut = createLeftOut();
  const { store, isManual = false } = deps;
  const options = { spare: deps.spare ?? false };

  async function attempt<T>(work: (work: Work) => Promise<T>, at: number, without: ReadonlySet<AsidePart>): Promise<T> {
    let waits = noWaits();
    let beside = leftOut.begin(at, without);
    const ended: Work['ended'] = [];
    const end = (isCommitted: boolean) => ended.splice(0).forEach((tell) => tell(isCommitted));
    const run = store.transaction(async (tx) => {
      // After a conflict the work is done again.
      end(false);
      waits = noWaits();
      beside = leftOut.begin(at, without);
      const own = { ...contextOf(deps, tx, at), waits, ended, aside: beside };
      const answer = await work(own);
      await storeRequests(own);
      if (!isManual && (await store.isSetBack(tx, at))) {
        throw new ClockSetBack();
      }
      return answer;
    }, options);
    let done: T;
    try {
      done = await run;
    } catch (error) {
      end(false);
      const failed = beside.failed(error);
      if (failed === null || isOutage(error) || without.size >= MOST_LEFT_OUT) {
        throw error;
      }
      if (isLasting(error)) {
        leftOut.leaveOut(failed, at);
      }
      deps.reportAside?.(failed, error);
      return attempt(work, at, new Set([...without, failed]));
    }
    deps.rests.count(waits);
    end(true);
    return done;
  }

  return async (work, now) => {
    for (let tries = 1, at = now; ; tries += 1, at = undefined) {
      try {
        return await attempt(work, at ?? (await deps.clock.now()), new Set());
      } catch (error) {
        if (!(error instanceof ClockSetBack) || tries === MOST_SET_BACK) {
          throw error;
        }
      }
    }
  };
}

/** The clock was set back during the transaction, which is done again by the new time. */
class ClockSetBack extends Error {
  override readonly name = 'ClockSetBack';
}

/** A clock that is set back that often in one transaction is no clock. */
const MOST_SET_BACK = 5;

function contextOf(
  { store, ids, directory, rests, copies, unreadable, report }: TransactDeps,
  tx: Work['tx'],
  now: number,
): Omit<Work, 'waits' | 'ended' | 'aside'> {
  return {
    tx,
    cap: CAPABILITIES[store.dialect],
    now,
    ids,
    directory: directory(),
    rests: rests.current(),
    copies,
    unreadable,
    requests: [],
    report,
  };
}

/** More parts cannot fail in one transaction. */
const MOST_LEFT_OUT = 30;

export function reportAsideTo(
  log: Log,
  metrics: Pick<Metrics, 'besideFailures'>,
): (part: AsidePart, error: unknown) => void {
  return (part, error) => {
    metrics.besideFailures.inc({ what: part });
    log.error({ part, err: error }, 'something beside paging cannot be read or written; paging goes on without it');
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
