/** Fetches outside calendars, as leased work beside the rounds of paging. */
import { MINUTE } from '#domain/time/duration';
import { fetchCalendar } from '../stages/calendar/fetch.ts';
import { claimFetches, FETCH_LEASE, settleFetch } from '../stages/calendar/fetches.ts';
import type { CalendarFetch, FetchResult } from '../stages/calendar/fetches.ts';
import type { RoundRunner } from '../engine/engine.ts';
import { createLeasedWorker } from '../leases/leased-work.ts';
import type { LeasedWork, LeasedWorkerDeps } from '../leases/leased-work.ts';
import type { FinishedJob } from '../leases/runner.ts';
import type { CalendarReader } from '../ports/calendar-reader.ts';
import type { HttpClient } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../store/store.ts';
import { dueKinds } from '../store/timers.ts';

export interface CalendarRoundsDeps extends LeasedWorkerDeps {
  store: Pick<Store, 'read'>;
  http: HttpClient;
  reader: CalendarReader;
  /** Puts the fetched events in force. */
  reload(): Promise<void>;
}

const MOST_AT_ONCE = 4;
const LONGEST_FETCH = MINUTE;

export function createCalendarRounds(deps: CalendarRoundsDeps): RoundRunner {
  const { store, log, reader, reload } = deps;
  let isStopped = false;
  const fetches: LeasedWork<CalendarFetch, FetchResult, boolean> = {
    name: 'calendars',
    most: MOST_AT_ONCE,
    lease: FETCH_LEASE,
    longest: LONGEST_FETCH,
    idsOf: ({ calendar }) => [calendar.id],
    laneOf: () => null,
    claim: async (work, { free }) => {
      const jobs = await claimFetches(work, free);
      return { jobs, handled: jobs.length, more: false };
    },
    attempt: (fetch, signal) => fetchCalendar(deps, fetch, signal),
    isCutOff: () => true,
    logAttempt: () => undefined,
    renew: null,
    settle: settleEach,
    mostPerCommit: 1,
    committed: () => undefined,
    settled: (finished, isNewFailure) => {
      logFetch(log, finished, isNewFailure);
      return reload();
    },
  };
  const worker = createLeasedWorker(fetches, deps);
  return {
    run: async (now) => {
      const read = deps.clock.monotonic();
      const mayFetch = !isStopped && worker.free() > 0;
      return mayFetch && (await dueKinds(store.read, now)).has('calendar') ? worker.claimDue(now, read) : 0;
    },
    inFlight: worker.inFlight,
    renew: worker.renew,
    stop: async () => {
      isStopped = true;
      const stopped = worker.stop();
      await reader.close();
      await stopped;
    },
  };
}

const settleEach: LeasedWork<CalendarFetch, FetchResult, boolean>['settle'] = async (work, _owner, finished) => {
  const answers: boolean[] = [];
  for (const { job, result } of finished) {
    answers.push(await settleFetch(work, job, result));
  }
  return answers;
};

/** @param isNewFailure since this fetch: a failure that goes on is seen in the calendar's state and its age */
function logFetch(
  log: Log,
  { job: { calendar }, result }: FinishedJob<CalendarFetch, FetchResult>,
  isNewFailure: boolean,
): void {
  if (result.kind === 'failed') {
    log[isNewFailure ? 'warn' : 'debug'](
      { calendar: calendar.id, reason: result.reason, detail: result.detail },
      'a calendar could not be read; what it said last still counts',
    );
  } else {
    log.debug({ calendar: calendar.id, found: result.kind }, 'calendar fetched');
  }
}
